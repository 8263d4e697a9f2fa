"""A session is cut while its client still counts on it.

A connection in a pool may be silent for minutes. MySQL keeps it for 8 h, MyCat for 30 min; a
balancer that ends it earlier leaves the pool with a dead connection, and the next statement fails
with "MySQL server has gone away". TCP keep-alives carry no data, and do not stop this clock.

Source: MySQL 8.4 manual, wait_timeout (28800 s); MyCat 1.6.7.4, SystemConfig (idleTimeout 1800 s);
HAProxy 2.8 configuration manual, "timeout client".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 { timeout client(50s), server(50s); listen sql on 3306 to legacy[1..2] }
"""

GOOD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 { timeout client(30m), server(30m); listen sql on 3306 to legacy[1..2] }
"""

SHORTEST = 1_800_000
"""Milliseconds: MyCat's own, the shortest of what lies behind a balancer."""


def check(topology: Topology, report: Report) -> None:
    """Report each balancer that cuts idle sessions before what lies behind it does."""
    told: set[Span] = set()
    for balancer in topology.balancers:
        side, wait = min(
            (("client", balancer.client), ("server", balancer.server)), key=lambda pair: pair[1]
        )
        at = balancer.origin("timeout")
        if wait >= SHORTEST or not balancer.listens or at in told:
            continue
        told.add(at)
        report(
            f"a session is cut after {_shown(wait)} of silence",
            at=at,
            says=f"{side}({_shown(wait)})",
            beside=[(balancer.listens[0].span, "pooled connections pass here")],
            note="MySQL itself waits 8 h and MyCat 30 min, so pools believe that it is alive",
            help="write `timeout client(8h), server(8h)`, or let pools drop connections earlier",
        )


def _shown(wait: int) -> str:
    for unit, size in (("m", 60_000), ("s", 1_000)):
        if wait % size == 0:
            return f"{wait // size}{unit}"
    return f"{wait}ms"
