"""Several balancers lead to one router.

They were doubled so that one may fail, and all of them end at the same process: when it stops, or
its host does, every door leads nowhere.

Source: HAProxy 2.8 configuration manual, "server" (a request is not served where none is up).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Router, Topology

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
mycat m1 on vm1 { user app with secret.app for shop }
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to m1 }
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
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to m[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
"""


def check(topology: Topology, report: Report) -> None:
    """Report the one router behind the doors of balancers on several hosts."""
    if len(topology.routers) != 1:
        return
    router: Router = topology.routers[0]
    doors: dict[str, Span] = {}
    for balancer in topology.balancers:
        for door in balancer.listens:
            if any(server.target is router for server in door.servers):
                doors.setdefault(balancer.host.name, door.origin("to"))
    if len(doors) > 1:
        report(
            f"balancers on {len(doors)} hosts lead to one router",
            at=router.span,
            says=f"alone on `{router.host.name}`",
            beside=[(next(iter(doors.values())), "every door ends there")],
            note=f"with `{router.host.name}` down, no statement is answered",
            help="declare a second router on another host, as in `mycat m[1..2] on vm[1..2]`",
        )
