"""Two shards of a table are one database.

MyCat knows shards by their names alone. It asks both for whatever it must ask everywhere, so each
row comes twice and each sum is double, and what `by copy` writes to both ends at a key that is
taken.

Source: MyCat 1.6.7.4, RouterUtil.routeToMultiNode (a statement for each name of a dataNode).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.tables import called
from dbstackc.model.topology import Shard, Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a, a as one, two {
  table orders by mod(id)
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a as one, two {
  database shop[1..2]
  table orders by mod(id)
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each table that is twice on one database, once a schema."""
    for schema in topology.schemas:
        for table in schema.tables:
            seen: dict[tuple[str, str], Shard] = {}
            twice = [
                (shard, first)
                for shard in table.shards
                if (first := seen.setdefault((shard.cluster.name, shard.database), shard))
                is not shard
            ]
            if twice:
                shard, first = twice[0]
                report(
                    f"{called(table)} has two shards in one database",
                    at=shard.span,
                    beside=[(first.span, f"is `{shard.database}` on `{shard.cluster.name}` too")],
                    note="MyCat asks both: each row comes twice, and a sum is double",
                    help="give each shard a `database` of its own, or leave one out",
                )
                break
