"""The 1024 segments that two functions deal out to their shards.

Source: MyCat 1.6.7.4, route/util/PartitionUtil.
"""

from itertools import groupby

from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import BadPartition, trim
from dbstackc.model.partition.engine.settings import Settings, number

TOTAL = 1024


def make_lengths(shards: int, choices: Choices) -> tuple[int, ...]:
    """Return how many segments each shard takes: as said, or in equal parts.

    A remainder goes to the first shards, one each.
    """
    said = choices.counts("lengths")
    if said is None:
        if not 1 <= shards <= TOTAL:
            raise BadPartition(f"{TOTAL} segments do not go round {shards} shards")
        part, more = divmod(TOTAL, shards)
        return (part + 1,) * more + (part,) * (shards - more)
    if len(said) != shards:
        raise BadPartition(f"{len(said)} lengths are given for {shards} shards", "lengths")
    if sum(said) != TOTAL:
        raise BadPartition(f"the lengths make {sum(said)}, and must make {TOTAL}", "lengths")
    return said


def read_lengths(settings: Settings) -> tuple[int, ...]:
    """Return how many segments each shard takes, from `partitionCount` and `partitionLength`."""
    counts = _numbers(settings, "partitionCount")
    lengths = _numbers(settings, "partitionLength")
    if not counts or len(counts) != len(lengths):
        raise BadPartition("`partitionCount` and `partitionLength` are not lists of one length")
    total = sum(count * length for count, length in zip(counts, lengths, strict=True))
    if total != TOTAL or min(counts) < 0 or min(lengths) < 0:
        raise BadPartition(f"the segments make {total}, and must make {TOTAL}")
    return tuple(
        length for count, length in zip(counts, lengths, strict=True) for _ in range(count)
    )


def write_lengths(lengths: tuple[int, ...]) -> dict[str, str]:
    """Return the two properties; equal neighbours are one group."""
    groups = [(length, len(tuple(same))) for length, same in groupby(lengths)]
    return {
        "partitionCount": ",".join(str(count) for _, count in groups),
        "partitionLength": ",".join(str(length) for length, _ in groups),
    }


def shard_of(segment: int, lengths: tuple[int, ...]) -> int:
    """Return the shard that takes a segment, 0 to 1023."""
    for shard, length in enumerate(lengths):
        segment -= length
        if segment < 0:
            return shard
    raise AssertionError("the lengths make 1024")


def _numbers(settings: Settings, name: str) -> tuple[int, ...]:
    text = settings.text(name) or ""
    return tuple(number(trim(part), name) for part in text.split(",") if part)
