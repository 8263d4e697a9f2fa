"""The holders of a vip do not speak the same VRRP.

Who may hold an address must agree on the router id, the version, the beat and the password. An
advert that differs in one of them is dropped, each holder hears nobody, and all of them take the
address: two machines answer for it, and whichever answered last gets the packets.

Source: keepalived.conf(5), "vrrp_instance"; seen on keepalived 2.2.7: either differs, and both hold
the address.
"""

from collections.abc import Iterator

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.said import Said
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.stack import Stack
from dbstackc.lint.vips import holders

LEVEL = Level.ERROR

_ONE = """
vrrp_instance a {
    state BACKUP
    interface eth0
    virtual_router_id 61
    priority 110
    advert_int 1
    nopreempt
    virtual_ipaddress { 10.0.0.100/24 }
    track_interface { eth1 }
}
"""

BAD = {
    "one/keepalived.conf": _ONE,
    "two/keepalived.conf": _ONE.replace("110", "100").replace("router_id 61", "router_id 62"),
}

GOOD = {"one/keepalived.conf": _ONE, "two/keepalived.conf": _ONE.replace("110", "100")}


def check(stack: Stack, report: Report) -> None:
    """Report each setting in which a holder differs from the first."""
    for same in holders(stack):
        for other in same[1:]:
            for what, mine, theirs in _differing(same[0], other):
                report(
                    f"the holders of {same[0].addresses[0].text} differ in their {what}",
                    at=theirs.span,
                    says=f"another {what} here",
                    beside=[(mine.span, "than here")],
                    note="each drops what the other says, and both take the address",
                    help=f"give all of them one {what}",
                )


def _differing(one: VrrpInstance, other: VrrpInstance) -> Iterator[tuple[str, Said, Said]]:
    pairs = (
        ("router id", one.router_id, other.router_id),
        ("beat", one.advert, other.advert),
        ("password", one.auth, other.auth),
        ("VRRP version", one.version, other.version),
    )
    for what, mine, theirs in pairs:
        if mine is None or theirs is None or "$" in mine.text + theirs.text:
            continue
        if what == "password" and mine.text[:8] == theirs.text[:8]:
            continue
        if mine.text != theirs.text:
            yield what, mine, theirs
