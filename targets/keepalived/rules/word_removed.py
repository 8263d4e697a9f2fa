"""A word is of a keepalived that is long gone.

Current releases complain of it and go on without it: what it asks for has not happened for years.

Source: keepalived's sources at each release; see `releases.py`: `nat_mask` and `plugin_dir` are in
none after 1.2.19.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..read import Config
from ..releases import GONE, dated

LEVEL = Level.ERROR

EXAMPLE = "keepalived.conf"

BAD = """
virtual_server 10.0.0.100 3306 {
    delay_loop 6
    lb_algo wrr
    lb_kind NAT
    nat_mask 255.255.255.0
    protocol TCP
    real_server 10.0.0.1 3306 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
"""

GOOD = """
virtual_server 10.0.0.100 3306 {
    delay_loop 6
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 10.0.0.1 3306 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each word that current releases do not know any more."""
    for config in stack.documents("keepalived"):
        assert isinstance(config, Config)
        for word, inside, since in dated(config, GONE):
            report(
                f"keepalived {since} and later know no `{word.text}` in `{inside}`",
                at=word.span,
                says=f"removed in {since}",
                note="a current keepalived complains of it, and goes on without it",
                help="leave it out",
            )
