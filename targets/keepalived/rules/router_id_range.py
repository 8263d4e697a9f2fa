"""A VRRP router id is none.

It is a byte of the packet, from 1 to 255. keepalived refuses the instance, and goes on without it:
the address is held by nobody.

Source: RFC 9568, section 5.2.3; keepalived 2.2.7, vrrp_parser.c.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "keepalived.conf"

BAD = """
vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 0
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
    interface eth0
    virtual_router_id 255
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
    """Report each id that is not from 1 to 255."""
    for one in stack.all(VrrpInstance):
        said = one.router_id
        if said is None or (said.number is not None and 1 <= said.number <= 255):
            continue
        if set("${}%<@") & set(said.text):
            continue  # a template fills it in
        report(
            f"`{said.text}` is no VRRP router id",
            at=said.span,
            says="1 to 255",
            note="keepalived drops the instance, and nobody holds its address",
            help="choose a number from 1 to 255 that no other vip of the network has",
        )
