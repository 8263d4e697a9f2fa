"""Two holders of a vip both begin as its master.

Each takes the address when it starts, and gives it up when it hears the other: at every start of
the second one, open connections are cut twice.

Source: keepalived.conf(5), "state"; RFC 9568, section 6.4.1.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack
from dbstackc.lint.vips import holders

LEVEL = Level.WARNING

_ONE = """
vrrp_instance a {
    state MASTER
    interface eth0
    virtual_router_id 61
    priority 110
    advert_int 1
    virtual_ipaddress { 10.0.0.100/24 }
    track_interface { eth1 }
}
"""

BAD = {"one/keepalived.conf": _ONE, "two/keepalived.conf": _ONE.replace("110", "100")}

GOOD = {
    "one/keepalived.conf": _ONE,
    "two/keepalived.conf": _ONE.replace("110", "100").replace("MASTER", "BACKUP"),
}


def check(stack: Stack, report: Report) -> None:
    """Report each holder that begins as a master beside another."""
    for same in holders(stack):
        masters = [one for one in same if one.state is not None and one.state.text == "MASTER"]
        for one in masters[1:]:
            assert one.state is not None and masters[0].state is not None
            report(
                f"two holders of {one.addresses[0].text} begin as its master",
                at=one.state.span,
                says="so does this one",
                beside=[(masters[0].state.span, "begins as master")],
                note="the address is taken, and given up again, at every start",
                help="write `state BACKUP` for all but one, or for all with `nopreempt`",
            )
