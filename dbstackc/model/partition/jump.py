"""`by jump(id)`: a consistent hash that moves few rows when shards are added."""

from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import Partition, Unroutable
from dbstackc.model.partition.engine.number import string_hash
from dbstackc.model.partition.engine.settings import Settings

_MULTIPLIER = 2862933555777941757  # Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash"


@record(frozen=True, slots=True, kw_only=True)
class Jump(Partition):
    """The jump hash of Lamping and Veach over the key's String.hashCode.

    Source: MyCat 1.6.7.4, route/function/PartitionByJumpConsistentHash.
    """

    NAME = "jump"
    CLASS = "PartitionByJumpConsistentHash"

    count: int

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take one bucket a shard."""
        return cls(count=shards)

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take `totalBuckets`."""
        return cls(count=settings.integer("totalBuckets", 0))

    def properties(self) -> dict[str, str]:
        """Return `totalBuckets`."""
        return {"totalBuckets": str(self.count)}

    @property
    def partition_num(self) -> int:
        """The count."""
        return self.count

    def calculate(self, key: str) -> int | None:
        """Return the bucket; -1 without buckets."""
        if self.count < 0:
            raise Unroutable(f"nothing can be divided among {self.count} shards")
        state = string_hash(key) & 0xFFFFFFFFFFFFFFFF
        bucket, jump = -1, 0
        while jump < self.count:
            bucket = jump
            state = (state * _MULTIPLIER + 1) & 0xFFFFFFFFFFFFFFFF
            jump = int((bucket + 1) * ((1 << 31) / ((state >> 33) + 1)))
        return bucket
