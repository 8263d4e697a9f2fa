"""A router has no door, while others do.

Balancers lead to some routers and not to this one. It keeps its connections to every node, and
takes no part of the load.

Source: HAProxy 2.8 configuration manual, "server" (only servers that are listed get traffic).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app, vrrp from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by hash(id)
}
mycat m[1..3] on vm[1..3] { user app with secret.app for shop }
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to m[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
"""

GOOD = """
secret root, sst, app, vrrp from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by hash(id)
}
mycat m[1..3] on vm[1..3] { user app with secret.app for shop }
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to m[1..3] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each router that no door, and no vip, leads to while another is led to."""
    doors: dict[str, Span] = {}
    for balancer in topology.balancers:
        for door in balancer.listens:
            if door.use == "sql":
                for server in door.servers:
                    doors.setdefault(server.name, door.origin("to"))
    if not doors:
        return
    ends = {end for vip in topology.vips for forward in vip.forwards for end in forward.ends}
    held = {
        holder.host.name
        for vip in topology.vips
        for holder in vip.holders
        if holder.balancer is None
    }
    for router in topology.routers:
        if router.name in doors or router.host.name in held:
            continue
        if (router.host.address, router.port) in ends or (router.address, router.listen) in ends:
            continue
        report(
            f"no door leads to router `{router.name}`",
            at=router.span,
            beside=[(next(iter(doors.values())), "leads to others")],
            note="it keeps connections to every node, and takes no part of the load",
            help="name it after `to`, or leave the router out",
        )
