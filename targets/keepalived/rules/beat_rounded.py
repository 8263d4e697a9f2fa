"""A beat below a second is rounded up.

VRRP version 2 counts whole seconds. `advert_int 0.2` becomes 1, and takes five times as long to
notice that the holder is gone as was meant.

Source: RFC 3768, section 5.3.7; keepalived.conf(5), "advert_int"; seen on keepalived 2.2.7.
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
    virtual_router_id 61
    priority 110
    advert_int 0.2
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
    vrrp_version 3
}
vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 110
    advert_int 0.2
    virtual_ipaddress {
        10.0.0.100/24
    }
    track_interface {
        eth1
    }
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each fraction of a second in version 2, which holds where nothing is said."""
    for one in stack.all(VrrpInstance):
        if one.advert is None or (one.version is not None and one.version.text == "3"):
            continue
        try:
            beat = float(one.advert.text)
        except ValueError:
            continue
        if beat <= 0 or beat == int(beat):
            continue
        report(
            f"the beat of `{one.name.text}` is rounded up to {int(beat) + 1} s",
            at=one.advert.span,
            says="a fraction of a second",
            note="VRRP version 2 counts whole seconds",
            help="write `vrrp_version 3` in `global_defs`, which has no passwords",
        )
