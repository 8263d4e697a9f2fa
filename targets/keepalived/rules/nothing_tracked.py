"""A holder keeps its vip whatever dies on it.

keepalived follows its own life. When the balancer on its machine ends, keepalived goes on, and so
does the address: every connection to it is refused until a person comes.

Source: keepalived.conf(5), "track_script"; seen on keepalived 2.2.7: HAProxy killed on the holder,
and the outage never ended.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "keepalived.conf"

BAD = """
vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 110
    advert_int 1
    virtual_ipaddress {
        10.0.0.100/24
    }
}
"""

GOOD = """
vrrp_instance a {
    state BACKUP
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
    """Report each instance that tracks nothing."""
    for one in stack.all(VrrpInstance):
        if one.tracks or not one.addresses:
            continue
        report(
            f"`{one.name.text}` keeps its address whatever dies on its machine",
            at=one.name.span,
            says="tracks nothing",
            beside=[(one.addresses[0].span, "stays, with nobody behind it")],
            note="when what answers there ends, keepalived goes on, and so does the address",
            help="add a `vrrp_script` that asks the local service, and `track_script` in the "
            "instance",
        )
