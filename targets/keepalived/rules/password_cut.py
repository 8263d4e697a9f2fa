"""A VRRP password is longer than what is read of it.

Eight bytes count. keepalived cuts the rest off and complains; two passwords with the same first
eight bytes are one.

Source: keepalived, vrrp.h, `auth_data[8]`; keepalived.conf(5), "auth_pass"; seen on keepalived
2.2.7.
"""

import re

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
    virtual_router_id 61
    priority 110
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass correct-horse
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

HOLE = re.compile(r"@@|\{\{|\$|<\w")
"""What another program puts the password in place of."""


def check(stack: Stack, report: Report) -> None:
    """Report each password of more than eight bytes."""
    for one in stack.all(VrrpInstance):
        if one.auth is None or len(one.auth.text.encode()) <= 8 or HOLE.search(one.auth.text):
            continue
        report(
            f"of the password of `{one.name.text}` only eight bytes count",
            at=one.auth.span,
            says=f"{len(one.auth.text.encode())} bytes",
            note="keepalived cuts the rest off: others with the same beginning are the same",
            help="give it eight bytes, all of them random",
        )
