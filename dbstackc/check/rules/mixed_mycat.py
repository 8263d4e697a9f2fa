"""Routers of one schema run different versions of MyCat.

Versions differ in where they put rows: 1.6.7.6 takes texts in `by mod` by their hash, where 1.6.7.4
refuses them, and months without an end are counted otherwise. A row that one router wrote is not
where the other looks.

Source: MyCat 1.6.7.4 and 1.6.7.6, PartitionByMod.calculate, PartitionByMonth.doCalculateRange.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.tables import carriers
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
mycat m1 on vm1 { user app with secret.app for shop }
mycat m2 on vm2 { user app with secret.app for shop; version 1.6.7.6; image "db/mycat:1.6.7.6" }
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
mycat m1 on vm1 { user app with secret.app for shop; version 1.6.7.6; image "db/mycat:1.6.7.6" }
mycat m2 on vm2 { user app with secret.app for shop; version 1.6.7.6; image "db/mycat:1.6.7.6" }
"""


def check(topology: Topology, report: Report) -> None:
    """Report the first router whose version is not that of another for the same schema."""
    if len({router.version for router in topology.routers}) < 2:
        return
    for schema in topology.schemas:
        first, *others = carriers(topology, schema) or (None,)
        for router in others:
            if first is not None and router.version != first.version:
                report(
                    f"`{first.name}` and `{router.name}` run different versions of MyCat",
                    at=router.origin("version"),
                    beside=[
                        (first.origin("version"), f"of `{first.name}`"),
                        (schema.span, "both carry it"),
                    ],
                    note="versions differ in where they put some rows",
                    help="say one version for both, in `defaults mycat` for instance",
                )
                return
