"""Nobody can log in to a schema.

Routers carry the schemas that their users name, and no other; a schema that lies on several shards
is of no use without a router that knows how its rows are spread.

Source: MyCat 1.6.7.4, ConfigInitializer.selfChecking0 (only a user's schemas are looked at).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

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
schema stock on a[1..4] {
  table part by mod(id)
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
schema stock on a[1..4] {
  table part by mod(id)
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop, stock }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each schema that no user of a router names."""
    named = {
        schema.name
        for router in topology.routers
        for user in router.users
        for schema in user.schemas
    }
    for schema in topology.schemas:
        if schema.name in named or (not topology.routers and len(schema.shards) < 2):
            continue
        report(
            f"no user can log in to schema `{schema.span.text}`"
            if topology.routers
            else f"no router carries schema `{schema.span.text}`",
            at=schema.span,
            beside=[(topology.routers[0].span, "its users name other schemas")]
            if topology.routers
            else (),
            note="its shards hold databases that nothing spreads rows over",
            help="name it after `for` in a router's `user`"
            if topology.routers
            else "declare a router with `mycat`, and a user for the schema",
        )
