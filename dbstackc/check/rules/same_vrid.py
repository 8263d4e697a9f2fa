"""Two vips have one VRRP router number on one segment.

Adverts carry the number and no name. On one device keepalived refuses the second one; between
hosts of one network each group takes the other's adverts for its own, and gives its address up, or
both hold on to theirs.

Source: keepalived 2.2.7, vrrp.c ("both use VRID"), and keepalived.conf(5), virtual_router_id; RFC
5798, 5.2.3.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Holder, Topology, Vip

LEVEL = Level.ERROR

BAD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { router 7; auth secret.vrrp }
vip web at 10.0.0.101/24 to h[1..2] { router 7; auth secret.vrrp }
"""

GOOD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { router 7; auth secret.vrrp }
vip web at 10.0.0.101/24 to h[1..2] { router 8; auth secret.vrrp }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each vip whose number another has on a device of the same host, or nearby."""
    taken: dict[int, list[Vip]] = {}
    for vip in topology.vips:
        for first in taken.setdefault(vip.router_id, []):
            inside = [holder.inside for holder in (*vip.holders, *first.holders)]
            if any(inside) and not all(inside):
                continue
            if vip.address.count(":") != first.address.count(":") and ":" in vip.address + (
                first.address
            ):
                continue
            certain = _devices(vip) & _devices(first)
            if not certain and not _near(vip) & _near(first):
                continue
            report(
                f"`{first.name}` and `{vip.name}` are both VRRP router {vip.router_id}",
                at=vip.origin("router"),
                beside=[(first.origin("router"), f"of `{first.name}`")],
                note="keepalived does not start two groups of one number on one device"
                if certain
                else "hosts of one network take the adverts of one group for those of the other",
                help="say a `router` from 1 to 255 that no other vip of the segment has",
                level=None if certain else Level.WARNING,
            )
            break
        taken[vip.router_id].append(vip)


def _devices(vip: Vip) -> set[tuple[str, str]]:
    """Return where its holders send adverts: a host, or a balancer, and a device of it."""
    return {(each.name if each.inside else each.host.name, each.interface) for each in vip.holders}


def _near(vip: Vip) -> set[str]:
    """Return the segments that its holders are on: Docker's networks, or 256 addresses of a LAN."""
    return {_segment(each) for each in vip.holders}


def _segment(holder: Holder) -> str:
    network = holder.balancer.network if holder.inside and holder.balancer else None
    if network is None:
        return holder.address.rpartition(".")[0]
    return f"{network.name} of {holder.host.name}" if network.driver == "bridge" else network.name
