"""A door leads to one shard of tables that are spread over several.

Who comes in there sees a part of the rows, and writes rows where the routers do not look for them.

Source: MyCat 1.6.7.4, RouterUtil.tryRouteForOneTable (a key is looked for on its own shard alone).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.tables import called, partitioned
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..2] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..2] { table orders by hash(id) }
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
haproxy h[1..2] on vm[1..2] {
  listen sql on 3306 to m[1..2]
  listen first on 3307 to a1 for writes
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..2] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..2] { table orders by hash(id) }
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
haproxy h[1..2] on vm[1..2] {
  listen sql on 3306 to m[1..2]
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each door for writes to a cluster with a part of some table."""
    doors = {
        door.span: door
        for balancer in topology.balancers
        for door in balancer.listens
        if door.use == "write" and door.cluster is not None
    }
    if not doors or not topology.routers:
        return
    parts = {
        shard.cluster.name: table
        for _, table in partitioned(topology)
        if len(table.shards) > 1
        for shard in table.shards
    }
    for door in doors.values():
        table = parts.get(door.cluster.name) if door.cluster else None
        if table is None:
            continue
        report(
            f"`{door.name}` goes past the routers, to a part of {called(table)}",
            at=door.origin("to"),
            beside=[(table.span, f"is spread over {len(table.shards)} shards")],
            note="rows that are written there with a key of another shard are never found again",
            help="lead to the routers, or say `for reads` where one shard's rows are wanted",
        )
