"""A vip has one holder, where another vip of the stack has several.

An address that only one machine may hold does not move. It is one more process that can fail, and
what lies behind it is as safe as that one machine.

Source: RFC 9568, section 1.2: redundancy needs a second router.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.stack import Stack
from dbstackc.lint.vips import holders

LEVEL = Level.WARNING

_ONE = """
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

_OUTER = _ONE.replace("instance a", "instance outer").replace("0.100", "7.100").replace("61", "62")

BAD = {
    "one/keepalived.conf": _ONE + _OUTER,
    "two/keepalived.conf": _ONE.replace("110", "100"),
}

GOOD = {
    "one/keepalived.conf": _ONE + _OUTER,
    "two/keepalived.conf": _ONE.replace("110", "100") + _OUTER.replace("110", "100"),
}


def check(stack: Stack, report: Report) -> None:
    """Report each vip with one holder, if another one has more."""
    several = holders(stack)
    if not several:
        return
    shared = {id(one) for same in several for one in same}
    known = {
        _bare(address.text) for same in several for one in same for address in one.addresses[:1]
    }
    for one in stack.all(VrrpInstance):
        if id(one) in shared or not one.addresses or _bare(one.addresses[0].text) in known:
            continue
        vip, other = one.addresses[0], several[0][0].addresses[0]
        report(
            f"only one machine may hold {vip.text}",
            at=vip.span,
            says="has one holder",
            beside=[(other.span, f"this one has {len(several[0])}")],
            note="an address with one holder does not move: it goes with its machine",
            help="let keepalived hold it on a second machine too",
        )


def _bare(text: str) -> str:
    return text.partition("/")[0]
