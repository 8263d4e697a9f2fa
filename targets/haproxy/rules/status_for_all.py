"""The status page asks nobody for a password, and is open to everyone.

It names every server, its state and its load, and with `stats admin` it takes servers out of
service.

Source: HAProxy 2.8 configuration manual, "stats auth", "stats admin".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "haproxy.cfg"

BAD = """
defaults
    mode http
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen status
    bind :8404
    stats enable
    stats uri /
"""

GOOD = """
defaults
    mode http
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen status
    bind 127.0.0.1:8404
    stats enable
    stats uri /
"""


def check(stack: Stack, report: Report) -> None:
    """Report each status page on every address that asks for no password."""
    for proxy in stack.all(Proxy):
        for pool in proxy.pools:
            said = pool.settings.get("stats uri") or pool.settings.get("stats enable")
            if said is None:
                continue
            is_guarded = any(
                name.startswith(("stats auth", "stats http-request", "acl", "http-request"))
                for name in pool.settings
            )
            public = [bind for bind in pool.binds if bind.address == "" and bind.port is not None]
            if is_guarded or not public:
                continue
            report(
                f"anyone may read the status page of `{pool.name.text}`",
                at=public[0].span,
                says="open on every address",
                beside=[(said.span, "without `stats auth`")],
                note="it names every server and its state; with `stats admin` it turns them off",
                help="bind it to 127.0.0.1, or add `stats auth`",
            )
