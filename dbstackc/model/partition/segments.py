"""`by segments(id)`: the low bits of a whole number, in runs."""

from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import Option, Partition, Unroutable, sequence
from dbstackc.model.partition.engine.number import LONG, parsed
from dbstackc.model.partition.engine.segments import (
    TOTAL,
    make_lengths,
    read_lengths,
    shard_of,
    write_lengths,
)
from dbstackc.model.partition.engine.settings import Settings


@record(frozen=True, slots=True, kw_only=True)
class Segments(Partition):
    """The key modulo 1024, its upper half folded in; each shard holds a run of the 1024 segments.

    The engine does not compare the number of shards. Before 1.6.7.4 nothing was folded: keys of
    2^32 and more, and negative ones, lie elsewhere there.

    lengths: how many segments each shard holds; together 1024.

    Source: MyCat 1.6.7.4, route/function/PartitionByLong.
    """

    NAME = "segments"
    CLASS = "PartitionByLong"
    OPTIONS = (
        Option(
            "lengths",
            "partitionLength",
            "counts",
            "How many of 1024 segments each shard holds; equal parts if not said.",
        ),
    )

    lengths: tuple[int, ...]

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Deal the segments out."""
        return cls(lengths=make_lengths(shards, choices))

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take the two lists."""
        return cls(lengths=read_lengths(settings))

    def properties(self) -> dict[str, str]:
        """Return the two lists."""
        return write_lengths(self.lengths)

    def calculate(self, key: str) -> int | None:
        """Return the shard of the segment."""
        value = parsed(key, LONG)
        if value is None:
            raise Unroutable(f"`{key}` is not a whole number of 64 bits")
        folded = ((value & 0xFFFFFFFFFFFFFFFF) >> 32) ^ value
        return shard_of(folded % TOTAL, self.lengths)

    def calculate_range(self, begin: str, end: str) -> tuple[int, ...] | None:
        """Return the shards between those of the ends; rows are missed past a multiple of 1024."""
        return sequence(self.calculate, begin, end)
