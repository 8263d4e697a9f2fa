"""A real server is never checked.

A virtual_server hands packets to a real server for ever, whether it answers or not, until one of
its checks fails; this one has none.

Source: keepalived.conf(5), "real_server": TCP_CHECK, HTTP_GET, MISC_CHECK and others.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.vrrp import VirtualServer
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "keepalived.conf"

BAD = """
virtual_server 10.0.0.100 3306 {
    delay_loop 3
    lb_algo rr
    lb_kind DR
    protocol TCP
    real_server 10.0.0.1 3306 {
        weight 1
    }
}
"""

GOOD = """
virtual_server 10.0.0.100 3306 {
    delay_loop 3
    lb_algo rr
    lb_kind DR
    protocol TCP
    real_server 10.0.0.1 3306 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each real server without a checker."""
    for forward in stack.all(VirtualServer):
        for end in forward.ends:
            if end.check is not None:
                continue
            report(
                f"`{end.name.text}` gets packets whether it answers or not",
                at=end.name.span,
                says="no checker",
                beside=[(forward.name.span, "hands it packets")],
                note="a dead real server keeps its share",
                help="add `TCP_CHECK { connect_timeout 3 }`",
            )
