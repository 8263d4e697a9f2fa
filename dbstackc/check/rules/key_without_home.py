"""Some keys of a table have no shard.

The function answers with nothing, and MyCat with "can't find any valid datanode": each INSERT of
such a key fails, and each SELECT for one too. A hole between two ranges is surely a slip; that keys
beyond the last range, or keys not in a map, are refused may be meant, and is advice.

Source: MyCat 1.6.7.4, AutoPartitionByLong, PartitionByFileMap, PartitionByPattern,
PartitionByPrefixPattern, PartitionByRangeMod; RouterUtil.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.tables import called, partitioned
from dbstackc.model.partition import Partition
from dbstackc.model.partition.map import ByMap
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
    rows 0..99 to 0; rows 101..199 to 1; rows 200..299 to 2; rows 300..399 to 3
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
    """Report a hole among the keys of each table, or else where its keys end."""
    for _, table in partitioned(topology):
        made = table.partition
        if made is None:
            continue
        found = hole(made)
        if found is not None:
            what = "keys" if isinstance(made, ByRange | RangeMod) else "remainders"
            report(
                f"{what} {found} of {called(table)} have no shard",
                at=table.origin("method"),
                note="MyCat refuses every statement for such a key",
                help="close the hole"
                if what == "remainders"
                else "close the hole, or say the shard of all other keys with `otherwise`",
            )
        elif isinstance(made, ByRange | RangeMod | ByMap) and made.otherwise < 0:
            report(
                f"keys of {called(table)} that are in no "
                f"{'line of its map' if isinstance(made, ByMap) else 'range'} have no shard",
                at=table.origin("method"),
                note="MyCat refuses every statement for such a key",
                help="say the shard of all other keys with `otherwise`",
                level=Level.ADVICE,
            )


def hole(made: Partition) -> str | None:
    """Return the first keys or remainders between others that no range holds, or None."""
    if isinstance(made, ByRange | RangeMod):
        if made.otherwise >= 0:
            return None
        rows = sorted((row.low, row.high) for row in made.rows)
        next_key = rows[0][0]
        ends = rows
    elif isinstance(made, Pattern | Prefix):
        rows = sorted((row.low, row.high) for row in made.rows)
        next_key = 0
        ends = [*rows, (made.modulus, made.modulus)]
    else:
        return None
    for low, high in ends:
        if low > next_key:
            return f"{next_key}..{low - 1}" if low - 1 > next_key else f"{next_key}"
        next_key = max(next_key, high + 1)
    return None
