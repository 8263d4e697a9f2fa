"""A real server has another port than its virtual server, and no NAT.

Without NAT the kernel hands packets on as they came, to the port that they came for. keepalived
puts the virtual server's port in place of the real one's: nothing listens there, and its checks ask
that port too.

Source: keepalived 2.2.7, check_data.c, `validate_check_config`: "ports don't match - resetting";
ipvsadm(8), "--gatewaying": the port must be the virtual service's.
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
    real_server 10.0.0.1 3307 {
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
    lb_kind NAT
    protocol TCP
    real_server 10.0.0.1 3307 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each real server of another port that is reached without NAT."""
    for server in blocks(stack, "virtual_server"):
        port = server.words[2:3]
        if server.words[1].text in ("group", "fwmark") or not port or server.is_partial:
            continue
        kind = server.get("lb_kind") or server.get("lvs_method")
        for end in server.all("real_server"):
            own = end.get("lvs_method") or kind
            other = end.words[2:3]
            if own is None or len(own.words) < 2 or own.words[1].text not in ("DR", "TUN"):
                continue
            numbers = {int(each.text) for each in (*port, *other) if each.text.isdigit()}
            if other and len(numbers) == 2 and 0 not in numbers:
                report(
                    f"`{own.words[1].text}` cannot reach port {other[0].text} by {port[0].text}",
                    at=other[0].span,
                    says=f"becomes {port[0].text}",
                    beside=[(port[0].span, "the port that clients ask for")],
                    note="without NAT a packet keeps its port; keepalived changes the other",
                    help=f"let the server listen on {port[0].text}, or use `lb_kind NAT`",
                )
