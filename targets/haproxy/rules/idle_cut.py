"""A MySQL session is cut after a short silence.

HAProxy closes a connection on which nothing moves for `timeout client` or `timeout server`. Pools
of applications keep connections open and idle; the next statement on one fails with "MySQL server
has gone away". TCP keep-alives carry no data, and do not stop this clock.

Source: HAProxy 2.8 configuration manual, "timeout client", "timeout server"; MySQL 8.4 Reference
Manual, wait_timeout: 28800 seconds.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..sql import pools

LEVEL = Level.WARNING

EXAMPLE = "haproxy.cfg"

BAD = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 50s
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


SHORT = 600_000
"""Milliseconds below which a silence is short for a pool of connections."""


def check(stack: Stack, report: Report) -> None:
    """Report the shortest limit of each proxy that leads to databases, once where it is said."""
    for pool, _ in pools(stack):
        limits = [
            (said.number or 0, name, said)
            for name in ("client", "server")
            if (said := pool.timeouts.get(name)) is not None and 0 < (said.number or 0) < SHORT
        ]
        if not limits or "tunnel" in pool.timeouts:
            continue
        limit, name, said = min(limits, key=lambda each: each[0])
        report(
            f"a MySQL session is cut after {limit / 1000:g} s of silence",
            at=said.span,
            says=f"`timeout {name}`",
            beside=[(pool.name.span, "leads to databases")],
            note="MySQL itself waits 28800 s; pooled connections die first here",
            help="set `timeout client` and `timeout server` above the idle limit of the pools",
            once=True,
        )
