"""`by mod(id)`: the remainder of a whole number."""

from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import Partition, Unroutable
from dbstackc.model.partition.engine.number import parsed
from dbstackc.model.partition.engine.settings import Settings


@record(frozen=True, slots=True, kw_only=True)
class Mod(Partition):
    """The key without its sign, modulo the number of shards; keys are integers of any length.

    Source: MyCat 1.6.7.4, route/function/PartitionByMod.
    """

    NAME = "mod"
    CLASS = "PartitionByMod"

    count: int

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take one partition a shard."""
        return cls(count=shards)

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take `count`; without it every key fails."""
        return cls(count=settings.integer("count", 0))

    def properties(self) -> dict[str, str]:
        """Return `count`."""
        return {"count": str(self.count)}

    @property
    def partition_num(self) -> int:
        """The count."""
        return self.count

    def calculate(self, key: str) -> int | None:
        """Return the remainder."""
        value = parsed(key)
        if value is None:
            raise Unroutable(f"`{key}` is not a whole number")
        if self.count <= 0:
            raise Unroutable(f"nothing can be divided among {self.count} shards")
        return abs(value) % self.count
