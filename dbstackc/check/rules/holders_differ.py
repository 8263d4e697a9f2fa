"""The holders of a vip open different doors.

The address moves, and what its clients found there is gone: after a failover they meet a closed
port, or a door that leads elsewhere.

Source: RFC 5798, 1 (a backup stands in for the first router, and must do what it did).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Balancer, Topology

LEVEL = Level.WARNING

BAD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h1 on vm1 { listen sql on 3306 to legacy[1..2] }
haproxy h2 on vm2 { listen sql on 3307 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
"""

GOOD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h1 on vm1 { listen sql on 3306 to legacy[1..2] }
haproxy h2 on vm2 { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each vip whose holders are balancers that do not stand in for each other."""
    for vip in topology.vips:
        held = [holder.balancer for holder in vip.holders if holder.balancer is not None]
        for other in held[1:]:
            first = _doors(held[0])
            differ = {port for port, _ in first.items() ^ _doors(other).items()}
            if not differ:
                continue
            port = min(differ)
            report(
                f"port {port} of `{vip.name}` changes when the address moves",
                at=vip.origin("holders"),
                beside=[
                    (each.listens[0].span if each.listens else each.span, f"doors of `{each.name}`")
                    for each in (held[0], other)
                ],
                note=f"`{held[0].name}` and `{other.name}` do not lead the same way there",
                help="declare both in one statement, as in `haproxy h[1..2] on vm[1..2] { … }`",
            )
            break


def _doors(balancer: Balancer) -> dict[int, tuple[str, ...]]:
    """Return where each port leads: the ends of a door, in any order."""
    return {
        door.port: (door.use, *sorted(server.name for server in door.servers))
        for door in balancer.listens
    }
