"""Sessions stay on a database that is down.

When a check takes a server out, new connections go elsewhere; those that are open stay, and hang
until a timeout ends them. With `on-marked-down shutdown-sessions` they end at once, and clients
connect anew: half the gap of a failover.

Source: HAProxy 2.8 configuration manual, "on-marked-down"; seen on HAProxy 2.6: clients hung for 12
s instead of 6 s.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..sql import pools

LEVEL = Level.ADVICE

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


def check(stack: Stack, report: Report) -> None:
    """Report each pool of several checked databases none of which ends sessions."""
    for pool, servers in pools(stack):
        checked = [server for server in servers if server.check is not None]
        if len(checked) < 2 or any("on-marked-down" in s.options for s in servers):
            continue
        report(
            f"sessions of `{pool.name.text}` stay on a database that is down",
            at=pool.name.span,
            says=f"{len(servers)} servers, none with `on-marked-down`",
            note="they hang until a timeout ends them",
            help="add `default-server on-marked-down shutdown-sessions`",
        )
