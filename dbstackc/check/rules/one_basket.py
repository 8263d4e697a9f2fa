"""All holders of a vip fail together.

They were meant to cover for each other, and stand on one host or in one zone: with it down, nobody
holds the address.

Source: RFC 5798, 1 (a backup takes over from another machine).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret vrrp from env
host vm[1..3] at 10.0.0.[1..3] in zone[a, a, b]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..3] on vm[1..3] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
"""

GOOD = """
secret vrrp from env
host vm[1..3] at 10.0.0.[1..3] in zone[a, a, b]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..3] on vm[1..3] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1,3] { auth secret.vrrp }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each vip whose holders share a host, or a zone where there are several."""
    zones = {host.zone for host in topology.hosts if host.zone is not None}
    for vip in topology.vips:
        first = vip.holders[0].host
        if len(vip.holders) < 2:
            continue
        if all(holder.host is first for holder in vip.holders):
            where, others = f"runs on {first.name}", len(topology.hosts) > 1
        elif (
            first.zone in zones
            and len(zones) > 1
            and all(each.host.zone == first.zone for each in vip.holders)
        ):
            where, others = f"stands in zone `{first.zone}`", True
        else:
            continue
        placed = vip.holders[0].balancer
        report(
            f"every holder of `{vip.name}` {where}",
            at=vip.origin("holders"),
            says="they were meant to cover for each other",
            beside=[(placed.origin("host"), "placed here")] if placed else (),
            note=f"when that fails, nobody holds {vip.address}",
            help="spread the holders" if others else "add a host elsewhere, and a holder on it",
        )
