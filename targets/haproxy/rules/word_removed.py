"""A directive is of an HAProxy that is long gone.

Current releases do not start with it: what was a warning for years is an error now.

Source: HAProxy release notes: `nbproc` was removed in 2.5, `reqrep` and its kin, and `option
forceclose`, in 2.1, `clitimeout`, `contimeout`, `srvtimeout` in 2.1.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..read import Config

LEVEL = Level.WARNING

EXAMPLE = "haproxy.cfg"

BAD = """
global
    nbproc 4

defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    server a 10.0.0.1:8066 check
"""

GOOD = """
global
    nbthread 4

defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    server a 10.0.0.1:8066 check
"""


REMOVED = {
    "nbproc": ("2.5", "write `nbthread`"),
    "clitimeout": ("2.1", "write `timeout client`"),
    "contimeout": ("2.1", "write `timeout connect`"),
    "srvtimeout": ("2.1", "write `timeout server`"),
    "reqadd": ("2.1", "write `http-request add-header`"),
    "reqrep": ("2.1", "write `http-request replace-header`"),
    "reqirep": ("2.1", "write `http-request replace-header`"),
    "rspadd": ("2.1", "write `http-response add-header`"),
    "rsprep": ("2.1", "write `http-response replace-header`"),
    "reqdel": ("2.1", "write `http-request del-header`"),
    "rspdel": ("2.1", "write `http-response del-header`"),
    "block": ("2.1", "write `http-request deny`"),
    "redispatch": ("1.5", "write `option redispatch`"),
}
"""Words that are gone: since which release, and what stands in their place."""


def check(stack: Stack, report: Report) -> None:
    """Report each word that current releases refuse."""
    for config in stack.documents("haproxy"):
        assert isinstance(config, Config)
        for section in config.sections:
            for line in section.lines:
                first = line.words[0]
                if not line.decided or first.text not in REMOVED:
                    continue
                since, instead = REMOVED[first.text]
                report(
                    f"HAProxy {since} and later know no `{first.text}`",
                    at=first.span,
                    says=f"removed in {since}",
                    note="a current HAProxy does not start with it",
                    help=instead,
                    once=True,
                )
