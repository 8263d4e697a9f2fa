"""`by hash(id)`: the remainder of a mixed hash of the text."""

from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import Partition, Unroutable
from dbstackc.model.partition.engine.number import INT, string_hash, wrapped
from dbstackc.model.partition.engine.settings import Settings


@record(frozen=True, slots=True, kw_only=True)
class Hash(Partition):
    """The key's String.hashCode, mixed by Wang and Jenkins, modulo the number of shards.

    Source: MyCat 1.6.7.4, route/function/PartitionByHashMod.
    """

    NAME = "hash"
    CLASS = "PartitionByHashMod"

    count: int

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take one partition a shard."""
        return cls(count=shards)

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take `count`."""
        return cls(count=settings.integer("count", 0))

    def properties(self) -> dict[str, str]:
        """Return `count`."""
        return {"count": str(self.count)}

    @property
    def partition_num(self) -> int:
        """The count."""
        return self.count

    def calculate(self, key: str) -> int | None:
        """Return the remainder; without a count, the hash itself."""
        mixed = abs(_mix(string_hash(key)))
        if self.count & (self.count - 1) == 0:
            return wrapped(mixed, INT) & (self.count - 1)
        if self.count < 0:
            raise Unroutable(f"nothing can be divided among {self.count} shards")
        return mixed % self.count


def _mix(k: int) -> int:
    k = wrapped(~k + (k << 21), INT)
    k = k ^ (k >> 24)
    k = wrapped(k + (k << 3) + (k << 8), INT)
    k = k ^ (k >> 14)
    k = wrapped(k + (k << 2) + (k << 4), INT)
    k = k ^ (k >> 28)
    return wrapped(k + (k << 31), INT)
