"""A balancer waits for clients and servers for different times.

In TCP mode a silent session is silent on both sides, and the shorter time ends it: the longer one
says something that is not so.

Source: HAProxy 2.8 configuration manual, "timeout client" (in TCP mode equal to
"timeout server").
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 { timeout client(8h), server(1h); listen sql on 3306 to legacy[1..2] }
"""

GOOD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 { timeout client(8h), server(8h); listen sql on 3306 to legacy[1..2] }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each balancer whose two times differ."""
    told: set[Span] = set()
    for balancer in topology.balancers:
        at = balancer.origin("timeout")
        if balancer.client == balancer.server or at in told:
            continue
        told.add(at)
        shorter = "client" if balancer.client < balancer.server else "server"
        report(
            f"the time for {shorter}s ends the sessions of both sides",
            at=at,
            note="a session of SQL is silent on both sides at once",
            help="give `client` and `server` the same time",
        )
