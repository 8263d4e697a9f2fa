"""A balancer checks with an account that nobody makes.

`option mysql-check user NAME` logs in as NAME, without a password. Where the account is missing, or
has a password, each login fails, every node counts as down, and nothing is served.

Source: HAProxy 2.8 configuration manual, "option mysql-check".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.machine import Account
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "stack.md"

_CFG = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    option mysql-check user haproxy
    default-server on-marked-down shutdown-sessions
    server a 10.0.0.1:3306 check
"""

_SQL = """
```sql
create user 'NAME'@'10.0.0.%' identified by '';
```

```haproxy
"""

BAD = _SQL.replace("NAME", "checker") + _CFG.lstrip() + "```\n"

GOOD = _SQL.replace("NAME", "haproxy") + _CFG.lstrip() + "```\n"


def check(stack: Stack, report: Report) -> None:
    """Report each check account that is not among the accounts that the stack makes."""
    accounts = {account.name.text: account for account in stack.all(Account) if account.made}
    if not accounts:
        return
    for proxy in stack.all(Proxy):
        for pool in proxy.pools:
            if pool.account is None or pool.check is None or not pool.servers:
                continue
            made = accounts.get(pool.account.text)
            if made is not None and (made.password is None or not made.password.text):
                continue
            first = made or next(iter(accounts.values()))
            report(
                f"`{pool.name.text}` checks as `{pool.account.text}`, "
                + ("who has a password" if made else "whom nobody makes"),
                at=pool.account.span,
                says="logs in without a password",
                beside=[(first.name.span, "made here" if made else "the stack makes this one")],
                note="each check fails, and every node counts as down",
                help=f"make `{pool.account.text}` without a password and without rights, from the "
                "balancers' addresses only",
            )
