"""A status page without a password is open to others than its host.

It shows the addresses, the state and the load of every server to whoever asks.

Source: HAProxy 2.8 configuration manual, "stats auth" (no authentication by default).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
network inner { driver bridge }
haproxy h in inner on vm1 {
  publish 3306 -> 3306, 8404 -> 8404
  stats "/" on 8404
  listen sql on 3306 to legacy[1..2]
}
"""

GOOD = """
host vm1 at 10.0.0.1
external legacy[1..2] at 10.9.0.[1..2]:3306
network inner { driver bridge }
haproxy h in inner on vm1 {
  publish 3306 -> 3306
  stats "/" on 8404
  listen sql on 3306 to legacy[1..2]
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each page without a password that leaves its network or its host.

    In the host's own network such a page is bound to 127.0.0.1.
    """
    told: set[Span] = set()
    for balancer in topology.balancers:
        stats, network = balancer.stats, balancer.network
        if stats is None or stats.secret is not None or network is None or stats.span in told:
            continue
        published = any(inner == stats.port for _, inner in balancer.publish)
        if published or network.driver == "macvlan":
            told.add(stats.span)
            report(
                f"anyone may read the status page of `{balancer.name}`",
                at=stats.span,
                says="has no password",
                beside=[(balancer.origin("publish") if published else network.span, "open here")],
                note="it shows the address, the state and the load of every server",
                help="say `for admin with secret.stats`, or do not publish its port",
            )
