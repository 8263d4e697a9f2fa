"""A door keeps sending clients to a server that is dead.

Without a check HAProxy takes every server for alive: with two of them, every second connection
fails while one is down.

Source: HAProxy 2.8 configuration manual, 5.2, "check" (a server is always available without it).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 { listen sql on 3306 to legacy[1..2] { check by none } }
"""

GOOD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 { listen sql on 3306 to legacy[1..2] { check by tcp } }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each door with several servers and no check."""
    told: set[Span] = set()
    for balancer in topology.balancers:
        for door in balancer.listens:
            at = door.origin("check")
            if door.check != "none" or len(door.servers) < 2 or at in told:
                continue
            told.add(at)
            report(
                f"`{door.name}` never learns that one of its {len(door.servers)} servers is dead",
                at=at,
                beside=[(door.origin("to"), "any of these may fail")],
                note="HAProxy takes a server without a check for alive, and sends clients there",
                help="write `check every 2s`",
            )
