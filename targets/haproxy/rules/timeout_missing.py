"""A proxy has no limit for how long it waits.

Without `timeout client`, `connect` and `server` a connection whose other end is gone is kept for
ever; they add up until none is left. HAProxy itself warns of it, and starts.

Source: HAProxy 2.8 configuration manual, "timeout client": unspecified timeouts are infinite.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "haproxy.cfg"

_OLD = {"client": "cli", "connect": "con", "server": "srv"}

BAD = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 8h

listen sql
    bind :3306
    server a 10.0.0.1:8066 check
"""

GOOD = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    server a 10.0.0.1:8066 check
"""


def check(stack: Stack, report: Report) -> None:
    """Report each proxy that lacks a timeout, by the names of what it lacks."""
    for read in (each for each in stack.reads if each.reader.kind == "haproxy"):
        if read.context.fragment or "defaults" not in {s.kind for s in read.document.sections}:
            continue  # a part of a file that is put together elsewhere
        for proxy in (fact for fact in read.facts if isinstance(fact, Proxy)):
            for pool in proxy.pools:
                needed = ["client"] if pool.kind in ("listen", "frontend") and pool.binds else []
                if pool.servers and pool.kind != "frontend":
                    needed += ["connect", "server"]
                words = " ".join(pool.settings)
                lacking = [
                    name
                    for name in needed
                    if name not in pool.timeouts
                    and f"timeout {name}" not in pool.settings
                    and f"{_OLD[name]}timeout" not in words
                ]
                if lacking:
                    report(
                        f"`{pool.name.text or pool.kind}` waits for ever",
                        at=pool.name.span,
                        says="no " + " and no ".join(f"`timeout {name}`" for name in lacking),
                        note="a connection whose other end is gone is kept until there is no room",
                        help="set them in `defaults`",
                    )
