"""A check counts to zero, or happens every 0 s.

HAProxy refuses its configuration: a server leaves after at least one failure, and comes back after
at least one success.

Source: HAProxy 2.6, src/server.c ("'fall' has to be > 0", "invalid value 0 for argument 'inter'").
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 { listen sql on 3306 to legacy[1..2] { check every 2s { fall 0 } } }
"""

GOOD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 { listen sql on 3306 to legacy[1..2] { check every 2s { fall 1 } } }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each check that never counts up."""
    told: set[Span] = set()
    for balancer in topology.balancers:
        for door in balancer.listens:
            at = door.origin("check")
            for word, value in (("every", door.every), ("fall", door.fall), ("rise", door.rise)):
                if value == 0 and door.check != "none" and at not in told:
                    told.add(at)
                    report(
                        f"`{word}` of the check of `{door.name}` is 0",
                        at=at,
                        note="HAProxy does not start with it",
                        help="write at least 1" if word != "every" else "write a time, as in `2s`",
                    )
