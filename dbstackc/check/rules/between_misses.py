"""A BETWEEN over the sharding column skips shards that hold rows of its range.

MyCat asks the shards of both ends, and those whose numbers lie between the two. Where the shards of
ranges go up and down that leaves some out, and the result lacks their rows without a word. The same
befalls `by segments` past a multiple of 1024, and `by day-hour` past the end of a month, whatever
is written; there it is advice.

Source: MyCat 1.6.7.4, AbstractPartitionAlgorithm.calculateSequenceRange.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.tables import called, partitioned
from dbstackc.model.partition.day_hour import DayHour
from dbstackc.model.partition.range import ByRange
from dbstackc.model.partition.segments import Segments
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
    rows 0..99 to 0; rows 100..199 to 3; rows 200..299 to 1; rows 300..399 to 2; otherwise 3
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

INHERENT = (
    (Segments, "a multiple of 1024", "`BETWEEN 10 AND 1030` asks the first shard alone"),
    (DayHour, "the end of a month", "days after it have lower numbers than those before"),
)


def check(topology: Topology, report: Report) -> None:
    """Report each table on which a BETWEEN can miss rows."""
    for _, table in partitioned(topology):
        if isinstance(table.partition, ByRange):
            missed = witness(table.partition)
            if missed is not None:
                low, high, asked, left = missed
                report(
                    f"a BETWEEN on {called(table)} misses rows",
                    at=table.origin("method"),
                    says=f"`BETWEEN {low} AND {high}` does not ask shard {left}",
                    note=f"it asks the shards numbered {asked}, by those of its two ends",
                    help="let the shards rise with the ranges",
                )
            continue
        for kind, past, why in INHERENT:
            if isinstance(table.partition, kind) and len(table.shards) > 1:
                report(
                    f"a BETWEEN on {called(table)} misses rows past {past}",
                    at=table.origin("method"),
                    note=f"MyCat asks the shards between those of the two ends; {why}",
                    help="keep BETWEEN off this column, or choose another method",
                    level=Level.ADVICE,
                )


def witness(made: ByRange) -> tuple[int, int, str, int] | None:
    """Return two keys, the shards that a BETWEEN of them asks, and one it misses; None if none.

    Takes the square of the number of ranges, and looks at the first 200.
    """
    keys = sorted({key for row in made.rows[:200] for key in (row.low, row.high + 1)})
    pieces = [(key, shard) for key in keys if (shard := made.calculate(str(key))) is not None]
    for middle in range(1, len(pieces) - 1):
        shard = pieces[middle][1]
        lowest = min(pieces[:middle], key=lambda piece: piece[1])
        highest = max(pieces[middle + 1 :], key=lambda piece: piece[1])
        after = (end for end in pieces[middle + 1 :] if lowest[1] <= end[1] < shard)
        before = (end for end in pieces[:middle] if shard < end[1] <= highest[1])
        if end := next(after, None):
            return lowest[0], end[0], _asked(lowest[1], end[1]), shard
        if end := next(before, None):
            return end[0], highest[0], _asked(end[1], highest[1]), shard
    return None


def _asked(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first} to {last}"
