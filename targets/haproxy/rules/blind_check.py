"""The check of a pool of databases only logs in.

`option mysql-check` connects, logs in and leaves. A Galera node without its group lets anyone log
in and refuses every statement; a replica that must not be written to lets anyone log in too. Such a
node stays in service: of three nodes with one cut off, a third of new connections failed for as
long as anybody looked.

Source: HAProxy 2.8 configuration manual, "option mysql-check"; haproxy/haproxy#2692; seen on
HAProxy 2.6 with Galera 26.4.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..sql import is_router, pools

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
    option mysql-check user checker
    default-server on-marked-down shutdown-sessions
    server a 10.0.0.1:3306 check
    server b 10.0.0.2:3306 check backup
"""

GOOD = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    option httpchk GET /
    default-server on-marked-down shutdown-sessions
    server a 10.0.0.1:3306 check port 9200
    server b 10.0.0.2:3306 check port 9200 backup
"""


def check(stack: Stack, report: Report) -> None:
    """Report each mysql-check of a pool with several databases."""
    for pool, servers in pools(stack):
        if pool.check is None or "mysql-check" not in pool.check.text or len(servers) < 2:
            continue
        if is_router(servers):
            continue
        report(
            f"the check of `{pool.name.text}` cannot see whether a node serves statements",
            at=pool.check.span,
            says="logs in, and leaves",
            beside=[(pool.name.span, f"{len(servers)} databases")],
            note="a Galera node that lost its group, and a replica, let anyone log in",
            help="ask for the node's state: `option tcp-check` with a query, or `option httpchk` "
            "to a checker beside each node",
            once=True,
        )
