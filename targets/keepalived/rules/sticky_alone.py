"""A client is kept on its real server, where there is only one.

`persistence_timeout` with one real server chooses nothing; it only makes the kernel remember every
client.

Source: keepalived.conf(5), "persistence_timeout"; ipvsadm(8), "--persistent".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.vrrp import VirtualServer
from dbstackc.lint.stack import Stack

LEVEL = Level.ADVICE

EXAMPLE = "keepalived.conf"

BAD = """
virtual_server 10.0.0.100 3306 {
    delay_loop 3
    lb_algo rr
    lb_kind DR
    persistence_timeout 50
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
    """Report each persistence of a virtual server with one end."""
    for forward in stack.all(VirtualServer):
        if forward.sticky is None or len(forward.ends) != 1 or forward.sticky.number == 0:
            continue
        report(
            f"`{forward.name.text}` keeps clients on the only server that it has",
            at=forward.sticky.span,
            says="chooses nothing",
            beside=[(forward.ends[0].name.span, "the only one")],
            note="the kernel remembers every client for nothing",
            help="remove `persistence_timeout`",
        )
