"""A table lies with the rows of a table that is copied to every shard.

A parent's row is on all shards, so it says of no shard that the child's row belongs there. MyCat
asks the shards for the parent's row and takes whichever answers first: the rows of one parent
scatter, and a join finds those that lie together by chance.

Source: MyCat 1.6.7.4, RouterUtil.processERChildTable, FetchStoreNodeOfChildTableHandler.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.tables import called, statements
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table country by copy {
    table town by parent(country_id) to id
  }
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
  table country by mod(id) {
    table town by parent(country_id) to id
  }
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each table in the block of a copied one."""
    for _, table in statements(topology):
        if table.kind != "copy" or len(table.shards) < 2:
            continue
        for child in table.children:
            report(
                f"rows of {called(child)} lie with a row that is everywhere",
                at=child.origin("method"),
                beside=[(table.origin("method"), f"{called(table)} is on every shard")],
                note="MyCat puts them on whichever shard answers first for the parent's row",
                help=f"spread {called(child)} by a method of its own, or copy it too",
            )
