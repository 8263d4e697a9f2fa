"""An instance tracks its own interface, which it does anyway.

keepalived drops the line and complains. Nothing else is tracked by it: neither the service nor the
way to it.

Source: keepalived 2.2.7, vrrp.c, `vrrp_complete_instance`: "Ignoring track_interface ... since own
interface"; keepalived.conf(5), "track_interface".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..blocks import blocks

LEVEL = Level.ERROR

EXAMPLE = "keepalived.conf"

BAD = """
vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 110
    unicast_src_ip 10.0.0.1
    unicast_peer {
        10.0.0.2
    }
    virtual_ipaddress {
        10.0.0.100/24
    }
    track_interface {
        eth0
    }
}
"""

GOOD = """
vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 110
    unicast_src_ip 10.0.0.1
    unicast_peer {
        10.0.0.2
    }
    virtual_ipaddress {
        10.0.0.100/24
    }
    track_interface {
        eth1
    }
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each line that tracks the interface of its instance, but where it is a virtual one."""
    for one in blocks(stack, "vrrp_instance"):
        own = one.get("interface")
        if own is None or len(own.words) < 2 or not own.words[1].certain:
            continue
        if any(one.get(word) for word in ("use_vmac", "use_ipvlan", "dont_track_primary")):
            continue
        for line in one.lines("track_interface"):
            if line.words[0].text == own.words[1].text:
                report(
                    f"`{one.words[1].text}` tracks `{line.words[0].text}`, which is its own",
                    at=line.words[0].span,
                    says="left out",
                    beside=[(own.words[1].span, "tracked anyway")],
                    note="keepalived complains: the line adds nothing",
                    help="remove it, or track what else the service needs",
                )
