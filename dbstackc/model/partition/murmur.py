"""`by murmur(id)`: a ring of points, of which heavier shards hold more."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import BadPartition, Option, Partition, Unroutable
from dbstackc.model.partition.engine.number import INT, wrapped
from dbstackc.model.partition.engine.settings import Settings, java_properties, number

_MASK = 0xFFFFFFFF


@record(frozen=True, slots=True, kw_only=True)
class Murmur(Partition):
    """A consistent hash: murmur3 of the key, looked up in a ring of points of all shards.

    weights: for each shard how many times `points` it has, at least 1; empty if all have one.

    Source: MyCat 1.6.7.4, route/function/PartitionByMurmurHash; Guava, Hashing.murmur3_32.
    """

    NAME = "murmur"
    CLASS = "PartitionByMurmurHash"
    OPTIONS = (
        Option("seed", "seed", "integer", "Where the hash starts.", 0),
        Option("points", "virtualBucketTimes", "count", "Points on the ring a shard.", 160),
        Option("weights", "weightMapFile", "counts", "How heavy each shard is, in their order."),
    )

    count: int
    seed: int = 0
    points: int = 160
    weights: tuple[int, ...] = ()
    file: str = ""

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take one bucket a shard."""
        weights = choices.counts("weights") or ()
        if weights and len(weights) != shards:
            raise BadPartition(f"{len(weights)} weights are given for {shards} shards", "weights")
        if weights and min(weights) < 1:
            raise BadPartition("a weight is at least 1: the engine takes 0 for 1", "weights")
        return cls(
            count=shards,
            seed=choices.integer("seed", 0),
            points=choices.integer("points", 160, 1, 100_000),
            weights=weights,
            file=choices.file() if weights else "",
        )

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take `count`, `seed`, `virtualBucketTimes` and the weights."""
        count = settings.integer("count", 0)
        file = settings.text("weightMapFile") or ""
        weights = _read_weights(settings.file("weightMapFile"), count) if file else ()
        return cls(
            count=count,
            seed=settings.integer("seed", 0),
            points=settings.integer("virtualBucketTimes", 160),
            weights=weights,
            file=file,
        )

    def properties(self) -> dict[str, str]:
        """Return all but the weights, which are a file."""
        found = {
            "count": str(self.count),
            "seed": str(self.seed),
            "virtualBucketTimes": str(self.points),
        }
        return found | ({"weightMapFile": self.file} if self.file else {})

    @property
    def partition_num(self) -> int:
        """The count."""
        return self.count

    @property
    def map_name(self) -> str | None:
        """The file of the weights."""
        return self.file or None

    def map_file(self) -> str | None:
        """Return the weights, one shard a line."""
        if not self.file:
            return None
        return "".join(f"{shard}={weight}\n" for shard, weight in enumerate(self.weights))

    def calculate(self, key: str) -> int | None:
        """Return the shard of the first point at or after the hash, or of the first of all."""
        points, shards = _ring(self.seed, self.count, self.points, self.weights)
        if not points:
            raise Unroutable("there is no shard to choose from")
        (at,) = _hashes(self.seed, (key,))
        return shards[bisect_left(points, at) % len(points)]


@lru_cache(maxsize=32)
def _ring(
    seed: int, count: int, times: int, weights: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the points of the ring in order, and the shard of each; the later shard wins a point.

    The names of a shard's points grow: each contains all before it.
    """
    ring: dict[int, int] = {}
    for shard in range(count):
        weight = weights[shard] if shard < len(weights) else 1
        names = (f"{f'SHARD-{shard}' if not n else ''}-NODE-{n}" for n in range(times * weight))
        for point in _hashes(seed, names):
            ring[point] = shard
    points = sorted(ring)
    return tuple(points), tuple(ring[point] for point in points)


def _hashes(seed: int, parts: Iterator[str] | tuple[str, ...]) -> Iterator[int]:
    """Yield murmur3_x86_32 of the texts that grow part by part, over their UTF-16 units."""
    state, rest, length = seed & _MASK, b"", 0
    for part in parts:
        data = rest + part.encode("utf-16-le", "surrogatepass")
        length += len(data) - len(rest)
        whole = len(data) - len(data) % 4
        for at in range(0, whole, 4):
            state ^= _scramble(int.from_bytes(data[at : at + 4], "little"))
            state = (_turn(state, 13) * 5 + 0xE6546B64) & _MASK
        rest = data[whole:]
        last = state ^ _scramble(int.from_bytes(rest, "little")) ^ length
        last = ((last ^ (last >> 16)) * 0x85EBCA6B) & _MASK
        last = ((last ^ (last >> 13)) * 0xC2B2AE35) & _MASK
        yield wrapped(last ^ (last >> 16), INT)


def _scramble(block: int) -> int:
    return (_turn((block * 0xCC9E2D51) & _MASK, 15) * 0x1B873593) & _MASK


def _turn(value: int, by: int) -> int:
    return ((value << by) | (value >> (32 - by))) & _MASK


def _read_weights(text: str, count: int) -> tuple[int, ...]:
    """Read a properties file of `shard=weight`; less than 1 means 1, absent shards weigh 1."""
    found = {
        number(shard, "weightMapFile"): max(number(weight, "weightMapFile"), 1)
        for shard, weight in java_properties(text).items()
    }
    return tuple(found.get(shard, 1) for shard in range(max(count, 0)))
