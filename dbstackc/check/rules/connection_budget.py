"""Routers may open more connections to a node than it takes.

Each router keeps a pool to each node and fills it when it is busy. What is over the server's limit
is refused with "Too many connections", for checks and for operators too, so that a busy node looks
like a dead one.

Source: MySQL 8.4 manual, max_connections; MyCat 1.6.7.4, PhysicalDatasource.getConnection (up to
maxCon a source).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.routers import clusters_behind
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app, web from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; pool 10..200; connections 300
  root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a
mycat m[1..2] on vm[1..2] { user web with secret.web for shop }
"""

GOOD = """
secret root, sst, app, web from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; pool 10..200; connections 420
  root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a
mycat m[1..2] on vm[1..2] { user web with secret.web for shop }
"""

SPARE = 10
"""Connections that are not a router's: checks, replicas, monitoring, an operator."""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster whose stated limit is below what the routers' pools add up to."""
    leading: dict[str, int] = {}
    for router in topology.routers:
        for name in clusters_behind(router):
            leading[name] = leading.get(name, 0) + 1
    told: set[int] = set()
    for cluster in topology.clusters if leading else ():
        number = leading.get(cluster.name, 0)
        if number * cluster.pool.high + SPARE <= cluster.connections:
            continue
        if id(cluster.origins) in told:
            continue
        told.add(id(cluster.origins))
        report(
            f"{number} routers may open {number * cluster.pool.high} connections, and a node takes"
            f" {cluster.connections}",
            at=cluster.origin("connections"),
            beside=[(cluster.origin("pool"), f"{cluster.pool.high} of each router")],
            note=f"about {SPARE} more are for checks, replicas and operators, who are refused too",
            help="leave `connections` out: it follows from the pools; or lower the pool",
            once=True,
        )
