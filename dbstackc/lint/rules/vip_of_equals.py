"""Two holders of a vip have the same priority.

Which of them holds the address is then decided by the higher own address, or by who started first:
not by whoever wrote the files. A restart of either can move it.

Source: RFC 9568, section 6.4.3; seen on keepalived 2.2.7: of two with 100 the higher address won.
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

BAD = {"one/keepalived.conf": _ONE, "two/keepalived.conf": _ONE}

GOOD = {"one/keepalived.conf": _ONE, "two/keepalived.conf": _ONE.replace("110", "100")}


def check(stack: Stack, report: Report) -> None:
    """Report each holder that has the priority of one before it."""
    for same in holders(stack):
        seen: dict[str, VrrpInstance] = {}
        for one in same:
            if one.priority is None or "$" in one.priority.text:
                continue
            first = seen.setdefault(one.priority.text, one)
            if first is one or one.nopreempt is not None:
                continue
            assert first.priority is not None
            report(
                f"two holders of {one.addresses[0].text} have the priority {one.priority.text}",
                at=one.priority.span,
                says="the same here",
                beside=[(first.priority.span, "as here")],
                note="the higher own address wins, or who started first",
                help="give each its own priority, in the order in which they shall hold it",
            )
