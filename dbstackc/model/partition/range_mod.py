"""`by range-mod(id)`: ranges of whole numbers, each over a group of shards."""

from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import BadPartition, Option, Partition, Unroutable
from dbstackc.model.partition.engine.number import LONG, parsed
from dbstackc.model.partition.engine.ranges import Span, read_spans, spans, write_spans
from dbstackc.model.partition.engine.settings import Settings


@record(frozen=True, slots=True, kw_only=True)
class RangeMod(Partition):
    """Each range has the next shards for itself, and the remainder of the key chooses among them.

    rows: in the order that they are tried; their numbers say how many shards each takes.
    otherwise: a shard, or a negative number for none.

    Source: MyCat 1.6.7.4, route/function/PartitionByRangeMod.
    """

    NAME = "range-mod"
    CLASS = "PartitionByRangeMod"
    OPTIONS = (
        Option(
            "rows",
            "mapFile",
            "rows",
            "A range of keys and how many shards it takes.",
            required=True,
            many=True,
        ),
        Option("otherwise", "defaultNode", "count", "The shard of all other keys."),
    )

    rows: tuple[Span, ...]
    otherwise: int = -1
    file: str

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take the ranges as written."""
        rows = spans(choices.rows("rows"))
        if any(row.number < 1 for row in rows):
            raise BadPartition("a range takes at least one shard", "rows")
        taken = sum(row.number for row in rows)
        if taken > shards:
            raise BadPartition(f"the ranges take {taken} shards, and there are {shards}", "rows")
        return cls(rows=rows, otherwise=choices.shard("otherwise", shards, -1), file=choices.file())

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take the map file and the default."""
        otherwise = settings.integer("defaultNode", -1)
        rows = read_spans(settings.file("mapFile"))
        return cls(rows=rows, otherwise=otherwise, file=settings.needed("mapFile"))

    def properties(self) -> dict[str, str]:
        """Return the name of the map file and the default."""
        return {"mapFile": self.file, "defaultNode": str(self.otherwise)}

    @property
    def partition_num(self) -> int:
        """The sum of the groups."""
        return sum(row.number for row in self.rows)

    @property
    def map_name(self) -> str | None:
        """The file of the ranges."""
        return self.file

    def map_file(self) -> str | None:
        """Return the ranges."""
        return write_spans(self.rows)

    def calculate(self, key: str) -> int | None:
        """Return the shard in the group of the range."""
        value, group = self._group(key)
        if group is None:
            return self.otherwise if self.otherwise >= 0 else None
        if len(group) == 0:
            raise Unroutable(f"the range of `{key}` has no shards")
        return group[abs(value) % len(group)]

    def calculate_range(self, begin: str, end: str) -> tuple[int, ...] | None:
        """Return all shards from the group of the begin to that of the end."""
        first, last = self._bound(begin, 0), self._bound(end, -1)
        if first is None or last is None:
            return ()
        return tuple(range(first, last + 1)) if last >= first else None

    def _group(self, key: str) -> tuple[int, range | None]:
        """Return the key as a number, and the shards of its range."""
        value = parsed(key, LONG)
        if value is None:
            raise Unroutable(f"`{key}` is not a whole number of 64 bits")
        first = 0
        for row in self.rows:
            if row.holds(value):
                return value, range(first, first + row.number)
            first += row.number
        return value, None

    def _bound(self, key: str, place: int) -> int | None:
        _, group = self._group(key)
        if group is None:
            return self.otherwise if self.otherwise >= 0 else None
        return group.start if place == 0 else group.stop - 1
