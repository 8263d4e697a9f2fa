"""`by prefix(id)`: ranges of a sum over the first characters."""

from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices, in_range
from dbstackc.model.partition.engine.contract import Option, Partition, Unroutable
from dbstackc.model.partition.engine.number import INT, remainder, units, wrapped
from dbstackc.model.partition.engine.ranges import Span, distinct, read_spans, spans, write_spans
from dbstackc.model.partition.engine.settings import Settings


@record(frozen=True, slots=True, kw_only=True)
class Prefix(Partition):
    """The UTF-16 units of the first characters, added up, modulo a number, lie in a range.

    Source: MyCat 1.6.7.4, route/function/PartitionByPrefixPattern.
    """

    NAME = "prefix"
    CLASS = "PartitionByPrefixPattern"
    OPTIONS = (
        Option("length", "prefixLength", "count", "How many characters count.", required=True),
        Option("modulus", "patternValue", "count", "What the sum is divided by.", 1024),
        Option(
            "rows",
            "mapFile",
            "rows",
            "A range of remainders and its shard.",
            required=True,
            many=True,
        ),
    )

    rows: tuple[Span, ...]
    modulus: int = 1024
    length: int = 0
    file: str

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take the ranges as written."""
        rows = spans(choices.rows("rows"))
        for row in rows:
            in_range(row.number, shards, "rows")
        return cls(
            rows=rows,
            modulus=choices.integer("modulus", 1024, 1),
            length=choices.integer("length", 0, 1),
            file=choices.file(),
        )

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take the map file and the two numbers."""
        return cls(
            modulus=settings.integer("patternValue", 1024),
            length=settings.integer("prefixLength", 0),
            rows=read_spans(settings.file("mapFile")),
            file=settings.needed("mapFile"),
        )

    def properties(self) -> dict[str, str]:
        """Return the name of the map file and the two numbers."""
        return {
            "mapFile": self.file,
            "patternValue": str(self.modulus),
            "prefixLength": str(self.length),
        }

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
        """Return the shard of the remainder."""
        total = wrapped(sum(units(key)[: max(self.length, 0)]), INT)
        for row in self.rows:
            if self.modulus == 0:
                raise Unroutable("nothing can be divided by 0")
            if row.holds(remainder(total, self.modulus)):
                return row.number
        return None
