"""Two tables are spread by one column and in different ways.

A join runs on the shards only where both tables use the same function, with the same settings, over
the same shards. Else MyCat fetches the rows of one and asks for those of the other, by a path of
its own that knows two tables and simple joins.

Source: MyCat 1.6.7.4, DruidMycatRouteStrategy (the identity of the function and the data nodes),
ShareJoin.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.check.tables import called
from dbstackc.model.topology import Table, Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by mod(customer_id) { primary id }
  table invoice by hash(customer_id) { primary id }
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
  table orders by mod(customer_id) { primary id }
  table invoice by mod(customer_id) { primary id }
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each table that a column joins with another, and that lies elsewhere."""
    told: set[Span] = set()
    for schema in topology.schemas:
        first: dict[str, Table] = {}
        for table in schema.tables:
            column = (table.column or "").lower()
            if table.kind != "partition" or column in ("", "id") or table.span in told:
                continue
            other = first.setdefault(column, table)
            if other is table or (_own(table) and _own(other)) or _alike(table, other):
                continue
            told.add(table.span)
            report(
                f"{called(other)} and {called(table)} are not joined on their shards",
                at=table.origin("method"),
                beside=[(other.origin("method"), f"{called(other)} lies otherwise")],
                note=f"rows of one `{table.column}` lie on different shards; MyCat joins such"
                " tables two at a time, by fetching rows",
                help="spread both by the same method, with the same options, over the same shards",
            )


def _own(table: Table) -> bool:
    """Tell whether the column is the table's own key, so that it says little of a join."""
    return (table.primary or "").lower() == (table.column or "").lower()


def _alike(table: Table, other: Table) -> bool:
    one, two = table.partition, other.partition
    if one is None or two is None or type(one) is not type(two) or table.shards != other.shards:
        return False
    settings = [
        {name: text for name, text in each.properties().items() if name != "mapFile"}
        for each in (one, two)
    ]
    return settings[0] == settings[1] and one.map_file() == two.map_file()
