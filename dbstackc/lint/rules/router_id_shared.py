"""Two vips of one network use one VRRP router id.

Instances of different addresses then hear each other's adverts, complain of the addresses in them,
and where the passwords match one of them steps down for good.

Source: keepalived.conf(5), "virtual_router_id": unique in a network; RFC 9568, section 1.7.
"""

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.stack import Stack

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

_COMPOSE = """
services:
  one:
    image: example/keepalived:2.2.7
    volumes: ["./one:/etc/keepalived:ro"]
  two:
    image: example/keepalived:2.2.7
    volumes: ["./two:/etc/keepalived:ro"]
"""

BAD = {
    "compose.yml": _COMPOSE,
    "one/keepalived.conf": _ONE,
    "two/keepalived.conf": _ONE.replace("0.100", "0.101"),
}

GOOD = {
    "compose.yml": _COMPOSE,
    "one/keepalived.conf": _ONE,
    "two/keepalived.conf": _ONE.replace("0.100", "0.101").replace(" 61", " 62"),
}


def check(stack: Stack, report: Report) -> None:
    """Report each instance with the id of another one's vip in the same network, of other files."""
    seen: list[VrrpInstance] = []
    for one in stack.all(VrrpInstance):
        if one.router_id is None or one.router_id.number is None or not one.addresses:
            continue
        for other in seen:
            assert other.router_id is not None
            if other.router_id.text != one.router_id.text or other.span.source is one.span.source:
                continue
            if _are_apart(one, other):
                report(
                    f"two vips of one network have the router id {one.router_id.text}",
                    at=one.router_id.span,
                    says=f"for {one.addresses[0].text}",
                    beside=[(other.router_id.span, f"for {other.addresses[0].text}")],
                    note="each hears the other's adverts and cannot make sense of them",
                    help="give each vip of a network a router id of its own",
                )
                break
        else:
            seen.append(one)


def _are_apart(one: VrrpInstance, other: VrrpInstance) -> bool:
    """Tell whether two instances have no address in common, and a network in common."""
    mine = {each.text.partition("/")[0] for each in one.addresses}
    theirs = {each.text.partition("/")[0] for each in other.addresses}
    if mine & theirs or (one.peers and other.peers):
        return False
    try:
        networks = [_lan(text) for text in sorted(mine)]
        return any(ip_address(text) in net for net in networks for text in theirs)
    except ValueError:
        return False


def _lan(text: str) -> IPv4Network | IPv6Network:
    """Return the network that an address is likely to be in."""
    return ip_network(f"{text}/{24 if ip_address(text).version == 4 else 64}", strict=False)
