"""A virtual server has no real server, and is left out.

keepalived complains and starts without it: nobody answers at its address, not even the sorry
server.

Source: keepalived 2.2.7, check_data.c, `validate_check_config`: "has no real servers - ignoring".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..blocks import blocks

LEVEL = Level.ERROR

EXAMPLE = "keepalived.conf"

BAD = """
virtual_server 10.0.0.100 3306 {
    delay_loop 3
    lb_algo rr
    lb_kind DR
    protocol TCP
    sorry_server 10.0.0.9 3306
}
"""

GOOD = """
virtual_server 10.0.0.100 3306 {
    delay_loop 3
    lb_algo rr
    lb_kind DR
    protocol TCP
    sorry_server 10.0.0.9 3306
    real_server 10.0.0.1 3306 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each virtual server that has none, of this file or of one that it includes."""
    for server in blocks(stack, "virtual_server"):
        if server.is_partial or any(server.all("real_server")):
            continue
        report(
            f"`{server.words[1].text}` has no real server",
            at=server.words[0].span.join(server.words[-1].span),
            note="keepalived leaves the whole virtual server out, its `sorry_server` too",
            help="give it a `real_server`, or remove it",
        )
