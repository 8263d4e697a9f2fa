"""A word has had another name for years.

keepalived takes the old one, and complains: `keepalived -t` ends with 5 over it.

Source: keepalived 2.2.7, what check_http.c, vrrp_parser.c and global_parser.c call deprecated; seen
on keepalived 2.2.7.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..read import Config
from ..releases import WORN, dated

LEVEL = Level.ERROR

EXAMPLE = "keepalived.conf"

BAD = """
virtual_server 10.0.0.100 8080 {
    delay_loop 6
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 10.0.0.1 8080 {
        HTTP_GET {
            url {
                path /
                status_code 200
            }
            nb_get_retry 3
        }
    }
}
"""

GOOD = """
virtual_server 10.0.0.100 8080 {
    delay_loop 6
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 10.0.0.1 8080 {
        HTTP_GET {
            url {
                path /
                status_code 200
            }
            retry 3
        }
    }
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each word that keepalived wants to have another name."""
    for config in stack.documents("keepalived"):
        assert isinstance(config, Config)
        for word, inside, instead in dated(config, WORN):
            is_moved = instead == "lvs_sync_daemon"
            report(
                f"`{word.text}` in `{inside}` is `{instead}` by now",
                at=word.span,
                says="the old name",
                note="keepalived complains, and does what it asks for",
                help=f"write `{instead}`{' in `global_defs`' if is_moved else ''}",
            )
