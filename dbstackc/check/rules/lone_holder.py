"""A vip has one holder, so it cannot move.

It is one more address of that host, and falls with it; what was to survive the host does not.

Source: RFC 5798, 6.1 (a virtual router is a group of routers).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h1 { auth secret.vrrp }
"""

GOOD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each vip with one holder."""
    for vip in topology.vips:
        if len(vip.holders) == 1:
            holder = vip.holders[0]
            report(
                f"vip `{vip.name}` has nowhere to move",
                at=vip.origin("holders"),
                says="one holder",
                note=f"with `{holder.host.name}` down, nobody holds {vip.address}",
                help="name a second holder, on another host",
            )
