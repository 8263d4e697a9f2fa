"""A table by slot needs a column that its CREATE TABLE does not get.

MyCat adds `_slot` to every INSERT, and to no CREATE TABLE: without the column each INSERT fails. An
INSERT of several rows, two of them for one shard, fails even with it.

Source: MyCat 1.6.7.4, ParseUtil.changeInsertAddSlot; MyCat-Server issue 2359.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.tables import called, partitioned
from dbstackc.model.partition.slot import Slot
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by slot(id)
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by jump(id)
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each table by slot."""
    for _, table in partitioned(topology):
        if isinstance(table.partition, Slot):
            report(
                f"{called(table)} needs a column `_slot int` on every shard",
                at=table.origin("method"),
                note="MyCat names it in every INSERT, and writes one of several rows wrongly where"
                " two go to one shard",
                help="create the column, and insert row by row; or use `by jump`, which also moves"
                " few rows when shards are added",
            )
