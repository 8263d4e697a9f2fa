"""An instance asks for unicast and names no peer.

keepalived falls back to multicast: where that is not let through, which is why unicast is used, no
holder hears the other, and each holds the address.

Source: keepalived 2.2.7, vrrp.c, `vrrp_complete_instance`: "A unicast keyword has been specified
without any unicast peers. Defaulting to multicast"; keepalived.conf(5), "unicast_peer",
"unicast_fault_no_peer".
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


ASKING = ("unicast_src_ip", "unicast_ttl", "check_unicast_src", "unicast_peer")
"""Words that are of use with unicast alone."""


def check(stack: Stack, report: Report) -> None:
    """Report each word of unicast in an instance that has no list of peers."""
    for one in blocks(stack, "vrrp_instance"):
        if one.is_partial or any(one.lines("unicast_peer")):
            continue
        asked = next((each for word in ASKING for each in one.all(word)), None)
        if asked is None or one.get("unicast_fault_no_peer") is not None:
            continue
        if any(each.inside for each in one.all("unicast_peer")):
            continue
        report(
            f"`{one.words[1].text}` asks for unicast and names no peer",
            at=asked.words[0].span,
            says="multicast all the same",
            note="holders that cannot hear each other by multicast all hold the address",
            help="list the other holders in `unicast_peer { ... }`",
        )
