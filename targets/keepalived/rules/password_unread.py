"""VRRP version 3 has no passwords.

`authentication` is read, and dropped: whoever is on the network may speak for the group.

Source: RFC 9568, section 9: authentication was removed; keepalived.conf(5), "vrrp_version".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "keepalived.conf"

BAD = """
global_defs {
    vrrp_version 3
}
vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 110
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass corect-h
    }
    virtual_ipaddress {
        10.0.0.100/24
    }
    track_interface {
        eth1
    }
}
"""

GOOD = """
global_defs {
    vrrp_version 2
}
vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 110
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass corect-h
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
    """Report each password of an instance that speaks version 3."""
    for one in stack.all(VrrpInstance):
        if one.auth is None or one.version is None or one.version.text != "3":
            continue
        report(
            f"the password of `{one.name.text}` is not read",
            at=one.auth.span,
            says="version 3 has none",
            beside=[(one.version.span, "said here")],
            note="whoever is on the network may speak for the group",
            help="list the others under `unicast_peer`, and let a firewall drop anyone else's VRRP",
        )
