"""Two ranges of a table hold the same keys.

The function takes the first range that holds a key, in the order of the file, so that the later one
gets fewer rows than it says, or none.

Source: MyCat 1.6.7.4, AutoPartitionByLong.calculate (the first match returns).
"""

from itertools import pairwise

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.tables import called, partitioned
from dbstackc.model.partition.pattern import Pattern
from dbstackc.model.partition.prefix import Prefix
from dbstackc.model.partition.range import ByRange
from dbstackc.model.partition.range_mod import RangeMod
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table orders by range(id) {
    rows 0..99 to 0; rows 90..199 to 1; rows 200..299 to 2; rows 300..399 to 3; otherwise 3
  }
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
  table orders by range(id) {
    rows 0..99 to 0; rows 100..199 to 1; rows 200..299 to 2; rows 300..399 to 3; otherwise 3
  }
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""


def check(topology: Topology, report: Report) -> None:
    """Report the first overlap of each table whose overlapping ranges disagree."""
    for _, table in partitioned(topology):
        made = table.partition
        if not isinstance(made, ByRange | Pattern | Prefix | RangeMod):
            continue
        rows = sorted(made.rows, key=lambda row: (row.low, row.high))
        for row, other in pairwise(rows):
            same = row.number == other.number and not isinstance(made, RangeMod)
            if other.low <= row.high and not same:
                report(
                    f"two ranges of {called(table)} hold the key {other.low}",
                    at=table.origin("method"),
                    says=f"{row.low}..{row.high} and {other.low}..{other.high}",
                    note="the first range that holds a key takes it, in the order written",
                    help="let each range begin after the one before it",
                )
                break
