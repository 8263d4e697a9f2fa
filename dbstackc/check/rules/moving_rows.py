"""A table is looked for where the clock says, and its rows stay where they were written.

The function counts days back from now: what is written today is on shard 0, and some days later the
same key is looked for on shard 1. Nothing carries the row there, so it is not found any more, and
an UPDATE of it changes nothing.

Source: MyCat 1.6.7.4, route/function/PartitionByHotDate.innerCalculate (System.currentTimeMillis).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.tables import called, partitioned
from dbstackc.model.partition.hot_date import HotDate
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table log by hot-date(day) { hot 10; days 30 }
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
  table log by date(day) { begin "2024-01-01"; end "2025-02-03"; days 100 }
}
mycat m[1..2] on vm[1..2] { user app with secret.app for shop }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each table whose rows the clock moves away from."""
    for _, table in partitioned(topology):
        if isinstance(table.partition, HotDate):
            report(
                f"rows of {called(table)} are not found after {table.partition.hot} days",
                at=table.origin("method"),
                note="the shard of a key changes as days pass, and nothing carries its row there",
                help="use `by date` with an `end`; or carry the rows over each night, and allow"
                " this",
            )
