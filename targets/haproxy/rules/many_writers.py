"""Writes are spread over several databases.

Every server of the pool takes writes at once. On Galera two that touch one row clash at commit: of
six writers on a few hot rows, 18 in 100 statements failed with error 1213, and none with one
writer. On source and replicas, what lands on a replica is lost to all others.

Source: Galera manual, "Certification-based replication"; seen on Galera 26.4 behind HAProxy 2.6.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..sql import is_for_reads, is_router, pools

LEVEL = Level.WARNING

EXAMPLE = "haproxy.cfg"

BAD = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    option tcp-check
    default-server on-marked-down shutdown-sessions
    server a 10.0.0.1:3306 check
    server b 10.0.0.2:3306 check
"""

GOOD = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    option tcp-check
    default-server on-marked-down shutdown-sessions
    server a 10.0.0.1:3306 check
    server b 10.0.0.2:3306 check backup
"""


def check(stack: Stack, report: Report) -> None:
    """Report each pool of several active databases that no name marks as one for reads."""
    for pool, servers in pools(stack):
        active = [server for server in servers if server.backup is None]
        if len(active) < 2 or is_router(servers) or is_for_reads(pool):
            continue
        method = pool.balance.text.split()[0] if pool.balance is not None else "roundrobin"
        if method == "first":
            continue
        report(
            f"`{pool.name.text}` spreads writes over {len(active)} databases",
            at=pool.name.span,
            says=f"by {method}",
            beside=[(active[1].name.span, "takes writes beside the first")],
            note="on Galera writes of one row clash at commit (error 1213); a replica's are lost",
            help="let one be active and the others `backup`, and give reads a pool of their own",
        )
