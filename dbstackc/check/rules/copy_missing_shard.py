"""A copied table is not on every shard of the tables that it is joined with.

MyCat sends a join to the shards that both tables have. Where the copy is missing the other table's
rows are left out, without an error; where no shard is common the statement fails.

Source: MyCat 1.6.7.4, RouterUtil.tryRouteForTables (retainAll; "multi tables found but datanode has
no intersection").
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.base.text import listed
from dbstackc.check.rule import Report
from dbstackc.check.tables import called
from dbstackc.model.topology import Shard, Table, Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table country on a[1..2] by copy
  table orders by mod(id)
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
  table country by copy
  table orders by mod(id)
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each copied table that lacks a shard of a partitioned one of its schema."""
    told: set[Span] = set()
    for schema in topology.schemas:
        spread: dict[Shard, Table] = {}
        for table in schema.tables:
            if table.kind == "partition":
                for shard in table.shards:
                    spread.setdefault(shard, table)
        for copy in schema.tables if spread else ():
            if copy.kind != "copy" or copy.span in told or copy.shards is schema.shards:
                continue
            has = set(copy.shards)
            missing = [shard for shard in spread if shard not in has]
            if not missing:
                continue
            told.add(copy.span)
            other = spread[missing[0]]
            names = listed([f"`{shard.name}`" for shard in missing])
            report(
                f"{called(copy)} is not on {names}",
                at=copy.origin("clusters" if "clusters" in copy.origins else "name"),
                beside=[(other.span, "has rows there")],
                note=f"a join with {called(other)} asks the common shards alone, and leaves the"
                " other rows out",
                help="copy it to every shard of the schema",
            )
