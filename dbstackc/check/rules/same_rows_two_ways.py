"""Two schemas put rows into one table by different rules.

They share a database on a shard and a table in it. A row that one schema writes lies where the
other does not look, and a change through one of them misses rows of the other.

Source: MyCat 1.6.7.4, schema.dtd (a dataNode is a database on a dataHost, whoever names it).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.check.tables import called
from dbstackc.model.topology import Table, Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by mod(id)
}
schema old on a[1..4] {
  database shop
  table orders by hash(id)
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop, old }
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by mod(id)
}
schema old on a[1..4] {
  database shop
  table orders by mod(id)
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop, old }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each table that another schema places otherwise in the same database."""
    shared: dict[tuple[str, str], int] = {}
    for shard in topology.shards:
        place = (shard.cluster.name, shard.database)
        shared[place] = shared.get(place, 0) + 1
    if all(count < 2 for count in shared.values()):
        return
    taken: dict[tuple[str, str, str], Table] = {}
    told: set[Span] = set()
    for schema in topology.schemas:
        for table in schema.tables:
            for shard in table.shards:
                if shared[shard.cluster.name, shard.database] < 2:
                    continue
                key = (shard.cluster.name, shard.database, table.name.lower())
                first = taken.setdefault(key, table)
                if first is table or table.span in told or _way(first) == _way(table):
                    continue
                told.add(table.span)
                report(
                    f"{called(table)} is spread in two ways over one database",
                    at=table.origin("method"),
                    beside=[
                        (first.origin("method"), "its rows are placed by this too"),
                        (shard.span, f"`{shard.database}` on `{shard.cluster.name}`"),
                    ],
                    note="each schema looks for a row where it would have put it itself",
                    help="place it alike in both, or give one schema another `database`",
                )


Way = tuple[str, str | None, str | None, tuple[tuple[str, str], ...], str]


def _way(table: Table) -> Way:
    """Return what decides where rows lie."""
    made = table.partition
    settings = tuple(sorted(made.properties().items())) if made else ()
    places = " ".join(f"{shard.cluster.name}/{shard.database}" for shard in table.shards)
    plain = tuple(pair for pair in settings if pair[0] != "mapFile")
    text = (made.map_file() or "") if made else ""
    return table.kind, table.method, table.column, plain, f"{places}\n{text}"
