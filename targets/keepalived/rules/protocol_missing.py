"""A virtual server says no `protocol`, and is one of UDP.

keepalived takes UDP then, since the kernel does: no connection of TCP arrives.

Source: keepalived 2.2.7, check_data.c, `validate_check_config`: "no protocol set - defaulting to
UDP", as since 1.4.
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
    real_server 10.0.0.1 3306 {
        TCP_CHECK {
            connect_timeout 3
        }
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
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each virtual server of an address that says no protocol."""
    for server in blocks(stack, "virtual_server"):
        kinds = ("group", "fwmark")
        if server.words[1].text in kinds or server.is_partial or server.get("protocol"):
            continue
        if server.get("real_server") is None or server.get("ops") is not None:
            continue
        report(
            f"`{server.words[1].text}` says no protocol, and is one of UDP",
            at=server.words[0].span.join(server.words[-1].span),
            note="keepalived takes what the kernel takes: no connection of TCP arrives",
            help="write `protocol TCP`, or `protocol UDP` if that is meant",
        )
