"""Every INSERT into a table first asks all shards where its parent's row is.

Only where a child refers to the column by which its parent is spread can the shard be computed.
Else MyCat looks the parent's row up, shard by shard, before each row that it has not seen lately:
with many shards an INSERT costs as many queries.

Source: MyCat 1.6.7.4, RouterUtil.processERChildTable, routeByERParentKey.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.tables import called, statements
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by mod(customer_id) {
    table item by parent(order_id) to order_id
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
  table orders by mod(order_id) {
    table item by parent(order_id) to order_id
  }
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each table whose shard is known only by asking for its parent's row."""
    for _, parent in statements(topology):
        if parent.kind not in ("partition", "child") or len(parent.shards) < 2:
            continue
        key = parent.column if parent.kind == "partition" else None
        for child in parent.children:
            if key is not None and (child.parent_column or "").lower() == key.lower():
                continue
            report(
                f"an INSERT into {called(child)} asks {len(parent.shards)} shards first",
                at=child.origin("parent_column" if "parent_column" in child.origins else "method"),
                says=f"`{child.parent_column}` does not tell the shard",
                beside=[(parent.origin("method"), f"{called(parent)} is placed by this")],
                note="MyCat looks for the parent's row on every shard, and remembers some answers",
                help=f"let {called(child)} carry `{key}`, and refer to that"
                if key
                else "carry the column of the outermost table, and let this one be its child",
            )
