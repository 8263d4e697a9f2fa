"""A dead server is noticed late.

A server leaves after so many failed checks, one after another; until then new sessions go there,
and those that hang keep hanging.

Source: HAProxy 2.8 configuration manual, 5.2, "inter", "fall"; "timeout check".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 { listen sql on 3306 to legacy[1..2] { check every 20s } }
"""

GOOD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 { listen sql on 3306 to legacy[1..2] { check every 5s } }
"""

LATE = 30_000
"""Milliseconds; a client that retries gives up in about this time."""


def check(topology: Topology, report: Report) -> None:
    """Report each check that takes long to tell that a server is dead."""
    told: set[Span] = set()
    for balancer in topology.balancers:
        for door in balancer.listens:
            at = door.origin("check")
            # Once a check has failed, the next ones come every second at the latest.
            slow = door.every + (door.fall - 1) * (min(door.every, 1000) + balancer.check)
            if door.check == "none" or door.every * door.fall <= LATE or at in told:
                continue
            told.add(at)
            report(
                f"a dead server of `{door.name}` is noticed after up to {slow // 1000} s",
                at=at,
                note=f"{door.fall} checks in a row must fail, and the first comes within"
                f" {door.every // 1000} s",
                help="write `check every 2s`",
            )
