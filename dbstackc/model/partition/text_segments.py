"""`by text-segments(id)`: a hash of part of a text, in runs."""

from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import BadPartition, Option, Partition
from dbstackc.model.partition.engine.number import INT, parsed, units
from dbstackc.model.partition.engine.segments import (
    TOTAL,
    make_lengths,
    read_lengths,
    shard_of,
    write_lengths,
)
from dbstackc.model.partition.engine.settings import Settings


@record(frozen=True, slots=True, kw_only=True)
class TextSegments(Partition):
    """A polynomial hash of a slice of the key, modulo 1024; each shard holds a run of segments.

    lengths: how many segments each shard holds; together 1024.
    start, end: the slice in UTF-16 units, end exclusive; a negative start, and an end of zero or
        less, count from the end of the key.

    Source: MyCat 1.6.7.4, route/function/PartitionByString, StringUtil.hash and
    PairUtil.sequenceSlicing.
    """

    NAME = "text-segments"
    CLASS = "PartitionByString"
    OPTIONS = (
        Option(
            "lengths",
            "partitionLength",
            "counts",
            "How many of 1024 segments each shard holds; equal parts if not said.",
        ),
        Option("slice", "hashSlice", "text", "The part that is hashed.", "0:8", example='"0:8"'),
    )

    lengths: tuple[int, ...]
    start: int = 0
    end: int = 8

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Deal the segments out."""
        start, end = _slice(choices.text("slice", "0:8") or "0:8", "slice")
        return cls(lengths=make_lengths(shards, choices), start=start, end=end)

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take the two lists and the slice; `hashSlice` goes before `hashLength`."""
        length = settings.integer("hashLength", 8)
        text = settings.text("hashSlice")
        start, end = _slice(str(length) if text is None else text, None)
        return cls(lengths=read_lengths(settings), start=start, end=end)

    def properties(self) -> dict[str, str]:
        """Return the two lists and the slice."""
        return write_lengths(self.lengths) | {"hashSlice": f"{self.start}:{self.end}"}

    @property
    def partition_num(self) -> int:
        """The number of runs."""
        return len(self.lengths)

    def calculate(self, key: str) -> int | None:
        """Return the shard of the segment."""
        text = units(key)
        start = self.start if self.start >= 0 else self.start + len(text)
        end = self.end if self.end > 0 else self.end + len(text)
        value = 0
        for unit in text[max(start, 0) : max(end, 0)]:
            value = (value * 31 + unit) & 0xFFFFFFFFFFFFFFFF
        return shard_of(value % TOTAL, self.lengths)


def _slice(text: str, option: str | None) -> tuple[int, int]:
    """Read `start:end`, both optional, or a length, negative from the end."""
    first, colon, second = (part.strip() for part in text.partition(":"))
    numbers = [parsed(part or "0", INT) for part in (first, second)]
    if None in numbers or not (colon or first):
        raise BadPartition(f"`{text}` is not a slice such as `0:8`", option)
    start, end = (number or 0 for number in numbers)
    if colon:
        return start, end
    return (0, start) if start >= 0 else (start, 0)
