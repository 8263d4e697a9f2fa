"""`by pattern(id)`: ranges of a remainder, with a shard for all that is no number."""

import re
from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices, in_range
from dbstackc.model.partition.engine.contract import Option, Partition, Unroutable
from dbstackc.model.partition.engine.number import LONG, parsed, remainder
from dbstackc.model.partition.engine.ranges import Span, distinct, read_spans, spans, write_spans
from dbstackc.model.partition.engine.settings import Settings

_DIGITS = re.compile(r"[0-9]*")


@record(frozen=True, slots=True, kw_only=True)
class Pattern(Partition):
    """The remainder of a key of digits lies in a range; other keys go to the default shard.

    Source: MyCat 1.6.7.4, route/function/PartitionByPattern.
    """

    NAME = "pattern"
    CLASS = "PartitionByPattern"
    OPTIONS = (
        Option("modulus", "patternValue", "count", "What the key is divided by.", 1024),
        Option(
            "rows",
            "mapFile",
            "rows",
            "A range of remainders and its shard.",
            required=True,
            many=True,
        ),
        Option("otherwise", "defaultNode", "count", "The shard of keys that are no digits.", 0),
    )

    rows: tuple[Span, ...]
    modulus: int = 1024
    otherwise: int = 0
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
            otherwise=choices.shard("otherwise", shards, 0),
            file=choices.file(),
        )

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take the map file, of plain numbers, the modulus and the default."""
        return cls(
            modulus=settings.integer("patternValue", 1024),
            otherwise=settings.integer("defaultNode", 0),
            rows=read_spans(settings.file("mapFile"), units=False),
            file=settings.needed("mapFile"),
        )

    def properties(self) -> dict[str, str]:
        """Return the name of the map file, the modulus and the default."""
        return {
            "mapFile": self.file,
            "patternValue": str(self.modulus),
            "defaultNode": str(self.otherwise),
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
        if not _DIGITS.fullmatch(key):
            return self.otherwise
        value = parsed(key, LONG)
        if value is None:
            raise Unroutable(f"`{key}` is not a whole number of 64 bits")
        for row in self.rows:
            if self.modulus == 0:
                raise Unroutable("nothing can be divided by 0")
            if row.holds(remainder(value, self.modulus)):
                return row.number
        return None
