"""Rows of a table by date run past its last shard.

Each slice of days takes the next shard, and nothing turns back to the first: from a certain day on
the function gives a number that no shard has, and every INSERT of that day fails. MyCat compares
the slices with the shards only where an end is said. A month without an end has a second fault: a
BETWEEN asks shard 0 alone, and finds nothing elsewhere.

Source: MyCat 1.6.7.4, PartitionByDate, PartitionByMonth, PartitionByMonthAndHistory,
PartitionByRangeDateHash; AbstractPartitionAlgorithm.suitableFor.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.tables import called, partitioned
from dbstackc.model.partition import Partition
from dbstackc.model.partition.date import Date
from dbstackc.model.partition.date_hash import DateHash
from dbstackc.model.partition.engine.calendar import DAY
from dbstackc.model.partition.engine.months import month_of
from dbstackc.model.partition.month import Month
from dbstackc.model.partition.month_history import MonthHistory
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a[1..4] {
  nodes 3 on vm[1..3] from 9001; root secret.root; sst secret.sst; user app with secret.app
}
schema shop on a[1..4] {
  table log by date(day) { begin "2024-01-01"; days 100 }
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
    """Report each table whose dates have no end, and the first day without a shard."""
    for _, table in partitioned(topology):
        made = table.partition
        day = None if made is None else first_lost(made, len(table.shards))
        if day is None:
            continue
        endless = isinstance(made, DateHash)
        blind = isinstance(made, Month | MonthHistory)
        report(
            f"rows of {called(table)} have no shard from {day} on",
            at=table.origin("method"),
            says=f"{len(table.shards)} shards, then none",
            note="every INSERT of that day fails"
            + (", and until then a BETWEEN asks the first shard alone" if blind else ""),
            help="add shards before that day"
            if endless
            else "say the `end` after which the dates start over at the first shard",
            level=Level.ADVICE if endless else None,
        )


def first_lost(made: Partition, shards: int) -> str | None:
    """Return the first date past the last shard, or None where there is no such date."""
    if isinstance(made, Date):
        if made.end is not None or made.natural or made.form is None or made.begin is None:
            return None
        return made.form.format(made.form.parse(made.begin) + shards * made.days * DAY)
    if isinstance(made, DateHash):
        slices = shards // made.group
        return made.form.format(made.form.parse(made.begin) + slices * made.days * DAY)
    if isinstance(made, Month | MonthHistory) and made.begin is not None and made.end is None:
        year, month = divmod(month_of(made.form, made.begin) + shards, 12)
        return f"{year:04}-{month + 1:02}"
    return None
