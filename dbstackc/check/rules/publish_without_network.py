"""Ports are published for a balancer that runs in its host's own network, or in a macvlan.

In the host's network each port is the host's already, under its own number; in a macvlan the
balancer is on the LAN beside its host. The pairs are passed over: a door on 3306 stays on 3306,
whatever was to lead to it.

Source: Docker documentation, "Host network driver" (port mappings are discarded); moby v28,
libnetwork/drivers/macvlan (which maps none); Docker 20.10.24, asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
host vm1 at 10.0.0.1
external legacy at 10.9.0.1:3306
haproxy h1 on vm1 { publish 4002 -> 3306; listen sql on 3306 to legacy }
"""

GOOD = """
host vm1 at 10.0.0.1
network inner { driver bridge; subnet 10.20.0.0/24 }
external legacy at 10.9.0.1:3306
haproxy h1 in inner on vm1 { publish 4002 -> 3306; listen sql on 3306 to legacy }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each balancer whose published ports are nowhere."""
    for balancer in topology.balancers:
        network = balancer.network
        if balancer.publish and (network is None or network.is_lan):
            outer, inner = balancer.publish[0]
            note = (
                f"in the host's own network port {inner} is port {inner}, and nothing leads there"
            )
            if network is not None:
                note = "a macvlan has addresses of the LAN, and no port of a host leads there"
            report(
                f"port {outer} of `{balancer.name}` is published and never opened",
                at=balancer.origin("publish") if "publish" in balancer.origins else balancer.span,
                note=note,
                help="open the door on the port that clients use, and leave `publish` out",
            )
