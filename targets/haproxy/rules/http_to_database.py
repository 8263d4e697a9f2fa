"""A pool of databases is in HTTP mode.

HAProxy reads what a client says as HTTP. MySQL's client says nothing before the server greets it,
and the server is never asked: every connection ends with a bad request.

Source: HAProxy 2.8 configuration manual, "mode".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..sql import pools

LEVEL = Level.ERROR

EXAMPLE = "haproxy.cfg"

BAD = """
defaults
    mode http
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

GOOD = """
defaults
    mode http
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    mode tcp
    option tcp-check
    default-server on-marked-down shutdown-sessions
    server a 10.0.0.1:3306 check
    server b 10.0.0.2:3306 check backup
"""


def check(stack: Stack, report: Report) -> None:
    """Report each proxy in HTTP mode that leads to databases."""
    for pool, servers in pools(stack):
        if pool.mode is None or pool.mode.text != "http":
            continue
        report(
            f"`{pool.name.text}` speaks HTTP to databases",
            at=pool.name.span,
            says="leads to MySQL",
            beside=[(pool.mode.span, "the mode"), (servers[0].address.span, "a database")],
            note="MySQL's server speaks first, and HAProxy waits for a request",
            help=f"write `mode tcp` in `{pool.kind} {pool.name.text}`",
        )
