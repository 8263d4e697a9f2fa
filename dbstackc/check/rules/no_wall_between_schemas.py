"""A router carries a schema that one of its users is not meant to see.

The schemas of a user are no boundary. Whoever qualifies a table, as in `stock.part`, reads and
writes any schema of the router; and any user, also a reader, may log in to the port for operators.

Source: MyCat 1.6.7.4, ServerConnection.execute and routeEndExecuteSQL (no check of the schema that
a statement names).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
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
  table orders by mod(id)
}
schema stock on a[1..4] {
  table part by mod(id)
}
mycat m[1..2] on vm[1..2] {
  user app with secret.app for shop, stock
  user look with secret.app for shop as reader
}
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
schema stock on a[1..4] {
  table part by mod(id)
}
mycat m[1..2] on vm[1..2] {
  user app with secret.app for shop, stock
  user look with secret.app for shop, stock as reader
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each user that a router's other schemas are not kept from."""
    told: set[Span] = set()
    for router in topology.routers:
        every = {schema.name: schema for user in router.users for schema in user.schemas}
        for user in router.users:
            own = {schema.name for schema in user.schemas}
            other = next((schema for name, schema in every.items() if name not in own), None)
            if other is None or user.span in told:
                continue
            told.add(user.span)
            report(
                f"`{user.name}` can read and write schema `{other.name}` too",
                at=user.origin("schemas"),
                says=f"does not name `{other.name}`",
                beside=[(other.span, "is on the same router")],
                note="MyCat does not check the schema that a statement names for itself",
                help="give schemas that must be kept apart routers of their own",
            )
