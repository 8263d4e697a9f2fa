"""`by substring(id)`: digits of the key say the shard."""

from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import Option, Partition, Unroutable
from dbstackc.model.partition.engine.number import INT, parsed, substring
from dbstackc.model.partition.engine.settings import Settings


@record(frozen=True, slots=True, kw_only=True)
class Substring(Partition):
    """A part of the key, read as a number, is the shard; past the last shard, the default is.

    start, size: in UTF-16 units.

    Source: MyCat 1.6.7.4, route/function/PartitionDirectBySubString.
    """

    NAME = "substring"
    CLASS = "PartitionDirectBySubString"
    OPTIONS = (
        Option("start", "startIndex", "count", "Where the digits start; 0 is the first.", 0),
        Option("size", "size", "count", "How many digits there are.", required=True),
        Option("otherwise", "defaultPartition", "count", "The shard of numbers too large.", 0),
    )

    count: int
    start: int = 0
    size: int = 0
    otherwise: int = 0

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take one number a shard."""
        return cls(
            count=shards,
            start=choices.integer("start", 0, 0),
            size=choices.integer("size", 0, 1),
            otherwise=choices.shard("otherwise", shards, 0),
        )

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take the four numbers."""
        return cls(
            count=settings.integer("partitionCount", 0),
            start=settings.integer("startIndex", 0),
            size=settings.integer("size", 0),
            otherwise=settings.integer("defaultPartition", 0),
        )

    def properties(self) -> dict[str, str]:
        """Return the four numbers."""
        return {
            "startIndex": str(self.start),
            "size": str(self.size),
            "partitionCount": str(self.count),
            "defaultPartition": str(self.otherwise),
        }

    @property
    def partition_num(self) -> int:
        """The count."""
        return self.count

    def calculate(self, key: str) -> int | None:
        """Return the number; it is negative if the key says so."""
        part = substring(key, self.start, self.start + self.size)
        value = None if part is None else parsed(part, INT)
        if value is None:
            raise Unroutable(f"`{key}` has no {self.size} digits from place {self.start}")
        return self.otherwise if 0 < self.count <= value else value
