"""The files are written for another MyCat than the one that reads them.

They are held to 1.6.7.4 and 1.6.7.6. Older ones refuse attributes that are written and place some
keys elsewhere; MyCat 2 (1.2x) reads none of these files.

Source: MyCat 1.6.7.3 and 1.6.7.4, schema.dtd (randomDataNode, splitTableNames), PartitionByLong.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
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
mycat m[1..2] on vm[1..2] {
  user app with secret.app for shop; version 1.6.5; image "db/mycat:1.6.5"
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
mycat m[1..2] on vm[1..2] {
  user app with secret.app for shop; version 1.6.7.6; image "db/mycat:1.6.7.6"
}
"""

FIRST, LAST = (1, 6, 7, 4), (1, 6, 7, 6)


def check(topology: Topology, report: Report) -> None:
    """Report each router of another version."""
    told: set[Span] = set()
    for router in topology.routers:
        at = router.origin("version")
        if FIRST <= router.version[:4] <= LAST or at in told:
            continue
        told.add(at)
        said = ".".join(str(number) for number in router.version)
        report(
            f"nothing is known of MyCat {said}",
            at=at,
            note="the files are written for 1.6.7.4 to 1.6.7.6, and their rows are placed as"
            " those versions do",
            help="use one of those versions",
        )
