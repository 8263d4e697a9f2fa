"""`by range(id)`: ranges of whole numbers."""

from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices, in_range
from dbstackc.model.partition.engine.contract import Option, Partition, Unroutable, sequence
from dbstackc.model.partition.engine.number import LONG, parsed
from dbstackc.model.partition.engine.ranges import Span, distinct, read_spans, spans, write_spans
from dbstackc.model.partition.engine.settings import Settings


@record(frozen=True, slots=True, kw_only=True)
class ByRange(Partition):
    """The first range that holds the key says the shard; else the default does, if there is one.

    rows: in the order that they are tried; otherwise: a shard, or a negative number for none.

    Source: MyCat 1.6.7.4, route/function/AutoPartitionByLong.
    """

    NAME = "range"
    CLASS = "AutoPartitionByLong"
    OPTIONS = (
        Option(
            "rows", "mapFile", "rows", "A range of keys and its shard.", required=True, many=True
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
        for row in rows:
            in_range(row.number, shards, "rows")
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
        """The number of different shards in the ranges."""
        return distinct(self.rows)

    @property
    def map_name(self) -> str | None:
        """The file of the ranges."""
        return self.file

    def map_file(self) -> str | None:
        """Return the ranges."""
        return write_spans(self.rows)

    def calculate(self, key: str) -> int | None:
        """Return the shard of the range."""
        value = parsed(key, LONG)
        if value is None:
            raise Unroutable(f"`{key}` is not a whole number of 64 bits")
        for row in self.rows:
            if row.holds(value):
                return row.number
        return self.otherwise if self.otherwise >= 0 else None

    def calculate_range(self, begin: str, end: str) -> tuple[int, ...] | None:
        """Return the shards between those of the ends; rows are missed if shards go up and down."""
        return sequence(self.calculate, begin, end)
