"""All servers of a door have the weight 0.

A server of weight 0 gets no new connection, and the weight holds for every server of the door: it
opens its port, and serves nobody.

Source: HAProxy 2.8 configuration manual, 5.2, "weight" (0 means no participation in balancing).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 { listen sql on 3306 to legacy[1..2] { server weight(0) } }
"""

GOOD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 { listen sql on 3306 to legacy[1..2] { server weight(1) } }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each door none of whose servers has a weight."""
    told: set[Span] = set()
    for balancer in topology.balancers:
        for door in balancer.listens:
            if not door.servers or any(server.weight for server in door.servers):
                continue
            if door.span not in told:
                told.add(door.span)
                report(
                    f"no server of `{door.name}` ever gets a connection",
                    at=door.span,
                    says="all have the weight 0",
                    note="a weight holds for every server of the door",
                    help="write a weight of 1 to 256, or leave it out",
                )
