"""A server of a pool is never checked.

A server without `check` counts as alive for ever. Where the pool has others, a share of the
connections goes to it whether it answers or not.

Source: HAProxy 2.8 configuration manual, server option "check".
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
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    option tcp-check
    default-server on-marked-down shutdown-sessions
    server a 10.0.0.1:3306 check
    server b 10.0.0.2:3306 backup
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
    """Report the first server without a check in each pool of several databases."""
    for pool, servers in pools(stack):
        bare = [s for s in servers if s.check is None and "track" not in s.options]
        if len(servers) < 2 or not bare or "disabled" in bare[0].options:
            continue
        count = len(bare)
        report(
            f"`{bare[0].name.text}` counts as alive for ever"
            if count == 1
            else f"{count} servers of `{pool.name.text}` count as alive for ever",
            at=bare[0].name.span,
            says="no `check`",
            beside=[(pool.name.span, f"has {len(servers)} servers")],
            note="a dead one keeps its share of the connections",
            help="add `check` to every server",
        )
