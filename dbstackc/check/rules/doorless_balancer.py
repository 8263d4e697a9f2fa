"""A balancer has no door.

HAProxy ends at once: it has nothing to listen on.

Source: HAProxy 2.6, src/haproxy.c ("No enabled listener found").
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 { listen sql on 3306 to legacy[1..2] }
haproxy e on vm2 { maxconn 100 }
"""

GOOD = """
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h on vm1 { listen sql on 3306 to legacy[1..2] }
haproxy e on vm2 { listen sql on 3306 to legacy[1..2] }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each balancer without a door; one with a status page alone is a warning."""
    for balancer in topology.balancers:
        if balancer.listens or balancer.verbatim:
            continue
        report(
            f"balancer `{balancer.span.text}` leads nowhere",
            at=balancer.span,
            note="HAProxy ends at once without a port to listen on"
            if balancer.stats is None
            else "it shows a status page, and there is nothing to show",
            help="open a door, as in `listen sql on 3306 to m[1..2]`, or remove it",
            level=None if balancer.stats is None else Level.WARNING,
        )
