"""Routers number the same tables in different ways.

Each way has its own count: a file begins at 1 on the first router, and so does a table in a shard.
Two rows get one number, on different shards, where no unique key can notice.

Source: MyCat 1.6.7.4, IncrSequencePropHandler, IncrSequenceMySQLHandler (each counts by itself).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.tables import called, carriers, statements
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by hash(id) { primary id; auto yes }
}
mycat m1 on vm1 { user app with secret.app for shop; sequence file }
mycat m2 on vm2 { user app with secret.app for shop; sequence database }
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by hash(id) { primary id; auto yes }
}
mycat m1 on vm1 { user app with secret.app for shop; sequence database }
mycat m2 on vm2 { user app with secret.app for shop; sequence database }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each router that numbers rows in another way than the first that does."""
    if len({router.sequence for router in topology.routers}) < 2:
        return
    for schema, table in statements(topology):
        if not table.auto:
            continue
        first, *others = carriers(topology, schema) or (None,)
        for router in others:
            if first is not None and router.sequence != first.sequence:
                report(
                    f"`{first.name}` and `{router.name}` number {called(table)} differently",
                    at=router.origin("sequence"),
                    says=f"`sequence {router.sequence}`",
                    beside=[
                        (first.origin("sequence"), f"`sequence {first.sequence}`"),
                        (table.origin("auto"), "both number it"),
                    ],
                    note="each way counts by itself; a number that both give is in no key twice"
                    " when its rows lie on two shards",
                    help="say the same `sequence` for all routers of a schema",
                )
                return
