"""A schema cuts results off without a word.

Every SELECT of one table that says no LIMIT, and no condition on the primary key, gets one, also
after the rows of several shards are merged. A report or an export then lacks rows, and nothing
tells it so. With `limit 0` such a SELECT has no row at all.

Source: MyCat 1.6.7.4, DruidSelectParser.changeSql (needAddLimit), XMLSchemaLoader (sqlMaxLimit).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  limit 100
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
  table orders by mod(id)
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each schema with a limit."""
    for schema in topology.schemas:
        if schema.limit is None:
            continue
        at = schema.origin("limit")
        if not schema.tables:
            report(
                f"the limit of schema `{schema.span.text}` has no effect",
                at=at,
                note="a schema without tables hands statements on as they are",
                help="leave it out",
            )
        elif schema.limit == 0:
            report(
                "a SELECT without LIMIT finds nothing",
                at=at,
                note="MyCat takes `limit 0` at its word",
                help="leave it out to have no limit",
                level=Level.WARNING,
            )
        else:
            report(
                f"a SELECT without LIMIT stops at {schema.limit} rows",
                at=at,
                note="whoever asked does not learn that there are more",
                help="leave it out, and let clients say LIMIT where they mean it",
            )
