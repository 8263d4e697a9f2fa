"""Routers lead to a cluster that has no account for them.

Without `user` the first start makes no account for applications. MyCat logs in with an empty
password, is refused, and every statement for the cluster ends with an error.

Source: MyCat 1.6.7.4, MySQLConnectionAuthenticator (access denied closes the pool's connection).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called
from dbstackc.check.rule import Report
from dbstackc.model.routers import clusters_behind
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, web from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst
}
schema shop on a
mycat m1 on vm1 { user web with secret.web for shop }
"""

GOOD = """
secret root, sst, app, web from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a
mycat m1 on vm1 { user web with secret.web for shop }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster that routers cannot log in to."""
    if not topology.routers:
        return
    used = {name for router in topology.routers for name in clusters_behind(router)}
    told: set[int] = set()
    for cluster in topology.clusters:
        if cluster.user_secret is not None or cluster.name not in used:
            continue
        if id(cluster.origins) in told:
            continue
        told.add(id(cluster.origins))
        router = topology.routers[0]
        report(
            f"no router can log in to {called(cluster)}",
            at=cluster.span,
            says="it has no `user`",
            beside=[(router.span, f"`{router.name}` leads there")],
            note="without `user` no account is made for routers, and the server refuses them",
            help="add one, as in `user app with secret.app`",
        )
