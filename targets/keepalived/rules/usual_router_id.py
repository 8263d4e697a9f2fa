"""A vip has the router id that most examples have.

51 stands in the manual's example, and from there in every second file. Two groups on one network
with one id hear each other's adverts, and one of them gives up its address. It is met the day that
a second stack comes to the network.

Source: keepalived.conf(5), "virtual_router_id"; of 152 public instances 82 have 51.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.stack import Stack

LEVEL = Level.ADVICE

EXAMPLE = "keepalived.conf"

BAD = """
vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 51
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
    """Report each instance with the id 51."""
    for one in stack.all(VrrpInstance):
        if one.router_id is None or one.router_id.number != 51:
            continue
        report(
            f"`{one.name.text}` is VRRP router 51, as so many are",
            at=one.router_id.span,
            says="from the manual's example",
            note="another group with this id on the network is heard, and one of them gives up",
            help="choose one that says which address it is, such as its last number",
        )
