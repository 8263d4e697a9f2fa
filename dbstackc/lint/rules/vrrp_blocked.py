"""A firewall is opened for everything but VRRP.

keepalived speaks VRRP, IP protocol 112, which is no port. Where the firewall drops it the holders
of a vip do not hear each other, and all of them take the address.

Source: RFC 9568, section 5.1; seen on keepalived 2.2.7: with its adverts dropped, two holders.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.machine import Opening
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

_VRRP = """
vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 110
    advert_int 1
    virtual_ipaddress { 10.0.0.100/24 }
    track_interface { eth1 }
}
"""

_OPEN = """
firewall-cmd --permanent --zone=public --add-port=3306/tcp
"""

BAD = {"keepalived.conf": _VRRP, "open.sh": _OPEN}

GOOD = {
    "keepalived.conf": _VRRP,
    "open.sh": _OPEN + "firewall-cmd --permanent --add-protocol=vrrp\n",
}


def check(stack: Stack, report: Report) -> None:
    """Report a firewall with openings, none of them for VRRP, beside an instance of it."""
    openings, instances = stack.all(Opening), stack.all(VrrpInstance)
    if not openings or not instances:
        return
    if any(
        each.protocol in ("vrrp", "112", "all") or "vrrp" in each.name.text for each in openings
    ):
        return
    last = openings[-1]
    report(
        "the firewall lets no VRRP through",
        at=instances[0].name.span,
        says="needs IP protocol 112",
        beside=[(last.name.span, "ports are opened here, and the protocol nowhere")],
        note="holders that do not hear each other all take the address",
        help="add `firewall-cmd --permanent --add-protocol=vrrp` on every holder",
    )
