"""An external's address lies in a Docker network of this topology.

What lies in a network of ours is ours: it is declared and has a name, or it is not there. An
address in it that no declared thing has is nobody's, or tomorrow's somebody's.

Source: Docker documentation, "Networking overview" (containers get the addresses of a network as
they start).
"""

from ipaddress import ip_address

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.check.segment import members, subnet
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
host vm1 at 10.0.0.1
network inner { driver bridge; subnet 10.20.0.0/24 }
external legacy at 10.20.0.9:3306
haproxy h1 in inner on vm1 { publish 3306 -> 3306; listen sql on 3306 to legacy }
"""

GOOD = """
host vm1 at 10.0.0.1
network inner { driver bridge; subnet 10.20.0.0/24 }
external legacy at 10.21.0.9:3306
haproxy h1 in inner on vm1 { publish 3306 -> 3306; listen sql on 3306 to legacy }
"""


def check(topology: Topology, report: Report) -> None:
    """Report externals that lie in a network of ours, once a statement and a network."""
    told: set[tuple[str, Span]] = set()
    for network in topology.networks if topology.externals else ():
        if network.subnet is None or network.driver == "macvlan":
            continue
        within = subnet(network.subnet)
        known = {thing.address: thing for thing in members(topology)[network.name]}
        for external in topology.externals:
            at = external.origin("endpoint")
            if ip_address(external.address) not in within or (network.name, at) in told:
                continue
            told.add((network.name, at))
            owner = known.get(external.address)
            report(
                f"`{external.name}` lies in `{network.name}`, where it is "
                + (f"`{owner.name}`" if owner else "nobody"),
                at=at,
                beside=[(network.origin("subnet"), f"the addresses of `{network.name}`")],
                note="an external is somebody else's; in this network is what is declared here",
                help=f"lead to `{owner.name}` instead"
                if owner
                else "lead to the cluster or the routers that are meant, by name",
            )
