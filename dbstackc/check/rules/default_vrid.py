"""A vip is VRRP router 51, as in the examples that everybody copies.

The number is shared by all who send adverts on the segment. Half of all configurations that are
found in public have this one, so the next group on the same LAN is likely to have it too, and the
two would take each other's adverts for their own.

Source: keepalived.conf(5) 2.2.7, virtual_router_id; RFC 5798, 5.2.3 (one on a LAN).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { router 51; auth secret.vrrp }
"""

GOOD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { router 53; auth secret.vrrp }
"""

COPIED = 51


def check(topology: Topology, report: Report) -> None:
    """Report each vip that says the number of the examples."""
    for vip in topology.vips:
        if vip.router_id == COPIED and not any(holder.inside for holder in vip.holders):
            report(
                f"vip `{vip.name}` is VRRP router {COPIED}, as so many are",
                at=vip.origin("router"),
                note="every group on a LAN needs a number of its own, and strangers count too",
                help="leave `router` out for the last number of the address, or choose another",
            )
