"""The doors of a balancer lie inside a bridge network, and no port of the host leads there.

A bridge is its host's own: nobody on another machine reaches the balancer, and nobody on this one
knows its address. Where something is published, each door that is not is closed to all but the
bridge.

Source: Docker documentation, "Bridge network driver", "Published ports".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import listed
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
host vm1 at 10.0.0.1
network inner { driver bridge; subnet 10.20.0.0/24 }
external legacy at 10.9.0.1:3306
haproxy h1 in inner on vm1 { listen sql on 3306 to legacy }
"""

GOOD = """
host vm1 at 10.0.0.1
network inner { driver bridge; subnet 10.20.0.0/24 }
external legacy at 10.9.0.1:3306
haproxy h1 in inner on vm1 { publish 3306 -> 3306; listen sql on 3306 to legacy }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each balancer in a bridge that publishes none of its doors."""
    for balancer in topology.balancers:
        if balancer.network is None or balancer.network.driver != "bridge":
            continue
        inner = {inside for _, inside in balancer.publish}
        hidden = [door for door in balancer.listens if door.port not in inner]
        if hidden:
            ports = listed([str(door.port) for door in hidden])
            report(
                f"nobody outside {balancer.host.name} reaches port {ports} of `{balancer.name}`",
                at=hidden[0].origin("port"),
                beside=[(balancer.origin("network"), "a bridge ends at its host")],
                note="a container on another machine, and an application there, find no way in",
                help=f"publish it, as in `publish {hidden[0].port} -> {hidden[0].port}`",
            )
