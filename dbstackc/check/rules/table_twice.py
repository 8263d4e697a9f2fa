"""Two tables of a schema have one name.

MyCat compares the names in upper case, those of child tables too, and does not start with one that
it has already.

Source: MyCat 1.6.7.4, XMLSchemaLoader.loadTables ("table X duplicated!").
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.check.tables import with_children
from dbstackc.model.topology import Table, Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by mod(id)
  table Orders by copy
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
  table orders by mod(id)
  table order by copy
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each name that a schema gives a second time."""
    told: set[Span] = set()
    for schema in topology.schemas:
        taken: dict[str, Table] = {}
        for outer in schema.tables:
            for table in with_children(outer):
                first = taken.setdefault(table.name.upper(), table)
                if first is table or table.span in told:
                    continue
                told.add(table.span)
                report(
                    f"schema `{schema.span.text}` has two tables `{table.name}`",
                    at=table.span,
                    says="this one",
                    beside=[(first.span, "and this")] if first.span != table.span else (),
                    note="MyCat compares the names in upper case, and does not start",
                    help="rename one of them, or put them into two schemas",
                )
