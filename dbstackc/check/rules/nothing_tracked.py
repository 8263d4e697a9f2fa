"""A vip stays where it is when what it is for has died.

Keepalived moves an address when its host falls silent, or when a port that it watches closes. With
no port to watch, a dead balancer keeps the address for ever.

Source: keepalived.conf(5) 2.2.7, vrrp_script, track_script.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret vrrp from env
host vm[1..4] at 10.0.0.[1..4]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip web at 10.0.0.100/24 to vm[3..4] { auth secret.vrrp }
"""

GOOD = """
secret vrrp from env
host vm[1..4] at 10.0.0.[1..4]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..4] on vm[1..4] { listen sql on 3306 to legacy[1..2] }
vip web at 10.0.0.100/24 to vm[3..4] { auth secret.vrrp }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each vip with a holder that watches no port, and that forwards nothing."""
    for vip in topology.vips:
        if vip.forwards:
            continue
        for holder in vip.holders:
            if holder.track is None:
                report(
                    f"`{holder.name}` keeps `{vip.name}` whatever dies on it",
                    at=holder.span,
                    says="no port to watch",
                    note="the address moves when the host falls silent, and at nothing else",
                    help="name balancers as holders, or the port that must answer with `track`",
                )
                break
