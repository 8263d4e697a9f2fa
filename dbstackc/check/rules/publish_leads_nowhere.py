"""A published port leads to a port inside that nothing opens.

Docker takes connections for it and hands them to a closed port: clients are refused by an address
that seems to answer.

Source: Docker documentation, "Published ports".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
host vm1 at 10.0.0.1
network inner { driver bridge; subnet 10.20.0.0/24 }
external legacy at 10.9.0.1:3306
haproxy h1 in inner on vm1 { publish 3306 -> 3306, 8404 -> 8404; listen sql on 3306 to legacy }
"""

GOOD = """
secret stats from env
host vm1 at 10.0.0.1
network inner { driver bridge; subnet 10.20.0.0/24 }
external legacy at 10.9.0.1:3306
haproxy h1 in inner on vm1 {
  publish 3306 -> 3306, 8404 -> 8404
  stats "/" on 8404 for admin with secret.stats; listen sql on 3306 to legacy
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each published port of a balancer that ends at no door and no status page."""
    told: set[tuple[Span, int]] = set()
    for balancer in topology.balancers:
        if balancer.network is None:
            continue
        inside = balancer.opens
        at = balancer.origin("publish") if "publish" in balancer.origins else balancer.span
        for outer, inner in balancer.publish:
            if inner not in inside and (at, inner) not in told:
                told.add((at, inner))
                report(
                    f"`{balancer.name}` opens no port {inner} for {outer} to lead to",
                    at=at,
                    note="Docker takes the connection, and it is refused inside",
                    help=f"open a door on {inner}, or publish a port of a door",
                )
