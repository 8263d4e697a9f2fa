"""A vip forwards ports, which needs IPVS in the kernels of its holders.

Keepalived says nothing of it when it tests its file. Where the module `ip_vs` is not there it ends
at the start, and takes the address with it.

Source: keepalived 2.2.7, check_daemon.c (ipvs_start; the process ends where it fails).
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
vip db at 10.0.0.100/24 to vm[1..2] { auth secret.vrrp; track 3306; forward 3307 to legacy[1..2] }
"""

GOOD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to vm[1..2] { auth secret.vrrp; track 3306 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each vip that forwards."""
    for vip in topology.vips:
        if vip.forwards:
            hosts = " and ".join(f"`{holder.host.name}`" for holder in vip.holders[:2])
            report(
                f"the ports of `{vip.name}` are forwarded by the kernel of {hosts}",
                at=vip.forwards[0].span,
                note="without the module ip_vs keepalived ends at the start, and the address with"
                " it",
                help="load ip_vs on the holders at boot, or let balancers on them hold the vip",
            )
