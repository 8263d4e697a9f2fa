"""One balancer leads to several routers.

The routers were doubled so that one may fail, and all traffic passes one process before them: when
it stops, or its host does, none of them is reached.

Source: RFC 5798, 1 (a single first hop is a single point of failure).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.thing import External
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by hash(id)
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
haproxy h1 on vm1 { listen sql on 3306 to m[1..2] }
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
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to m[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
"""


def check(topology: Topology, report: Report) -> None:
    """Report the one balancer before routers on several hosts."""
    if len(topology.balancers) != 1:
        return
    balancer = topology.balancers[0]
    for door in balancer.listens:
        hosts = {
            server.target.host.name
            for server in door.servers
            if door.use == "sql"
            if not isinstance(server.target, External)
        }
        if len(hosts) > 1:
            report(
                f"all traffic to {len(door.servers)} routers passes `{balancer.name}`",
                at=balancer.span,
                says=f"alone on `{balancer.host.name}`",
                beside=[(door.origin("to"), "these stand on several hosts")],
                note=f"with `{balancer.host.name}` down, none of them is reached",
                help="declare a second balancer on another host, and a `vip` that either may hold",
            )
            return
