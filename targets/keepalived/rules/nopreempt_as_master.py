"""`nopreempt` stands beside `state MASTER`, and does nothing.

keepalived drops it with a message: a holder that begins as master takes the address back each time
that it returns, and cuts all sessions again.

Source: keepalived.conf(5), "nopreempt": the initial state must be BACKUP; keepalived 2.2.7, vrrp.c.
"""

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "keepalived.conf"

BAD = """
vrrp_instance a {
    state MASTER
    nopreempt
    interface eth0
    virtual_router_id 61
    priority 110
    advert_int 1
    virtual_ipaddress {
        10.0.0.100/24
    }
    track_interface {
        eth1
    }
}
"""

GOOD = """
vrrp_instance a {
    state BACKUP
    nopreempt
    interface eth0
    virtual_router_id 61
    priority 110
    advert_int 1
    virtual_ipaddress {
        10.0.0.100/24
    }
    track_interface {
        eth1
    }
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each `nopreempt` of an instance that begins as master; the fix begins as backup."""
    for one in stack.all(VrrpInstance):
        if one.nopreempt is None or one.state is None or one.state.text != "MASTER":
            continue
        report(
            f"`nopreempt` of `{one.name.text}` does nothing",
            at=one.nopreempt.span,
            says="is dropped",
            beside=[(one.state.span, "since it begins as master")],
            note="it takes the address back whenever it returns, and cuts all sessions again",
            fix=Fix("write `state BACKUP`", (Edit(one.state.span, "BACKUP"),)),
        )
