"""The options that a block of the language gives a partition."""

from collections.abc import Mapping

from dbstackc.base.quantity import Range
from dbstackc.base.record import record
from dbstackc.base.text import counted
from dbstackc.model.partition.engine.contract import BadPartition, Option, Value


@record(frozen=True, slots=True)
class Choices:
    """What the user chose, by the name of the option.

    The texts are for messages as well: each is named as the user wrote it.
    """

    method: str
    options: tuple[Option, ...]
    given: Mapping[str, Value]
    map_name: str = ""
    zone: str = "UTC"

    def check(self) -> None:
        """Refuse unknown options, and the lack of required ones."""
        known = {option.name: option for option in self.options}
        for name in self.given:
            if name not in known:
                raise BadPartition(f"`by {self.method}` takes no `{name}`", name)
        for option in self.options:
            if option.required and not self.given.get(option.name):
                raise BadPartition(f"`by {self.method}` needs `{option.name}`", option.name)

    def integer(self, name: str, default: int, low: int = -(2**31), high: int = 2**31 - 1) -> int:
        """Return a number, low to high."""
        value = self.given.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise BadPartition(f"`{name}` takes a whole number", name)
        if not low <= value <= high:
            raise BadPartition(f"`{name}` is {value}, and {low} to {high} is possible", name)
        return value

    def shard(self, name: str, shards: int, default: int) -> int:
        """Return the number of a shard, or the default where nothing is said."""
        if name not in self.given:
            return default
        return in_range(self.integer(name, default), shards, name)

    def text(self, name: str, default: str | None) -> str | None:
        """Return a text."""
        value = self.given.get(name, default)
        if value is not None and not isinstance(value, str):
            raise BadPartition(f"`{name}` takes a text", name)
        return value or None

    def flag(self, name: str) -> bool:
        """Return whether a flag is set."""
        value = self.given.get(name, False)
        if not isinstance(value, bool):
            raise BadPartition(f"`{name}` takes yes or no", name)
        return value

    def counts(self, name: str) -> tuple[int, ...] | None:
        """Return several counts, in the order written; None where nothing is said."""
        value = self.given.get(name)
        if value is None:
            return None
        if not isinstance(value, tuple):
            raise BadPartition(f"`{name}` takes whole numbers", name)
        counts = tuple(item for item in value if isinstance(item, int) and item >= 0)
        if len(counts) != len(value):
            raise BadPartition(f"`{name}` takes whole numbers", name)
        return counts

    def rows(self, name: str) -> tuple[tuple[Range, int], ...]:
        """Return the ranges, each with its number, in the order written."""
        value = self.given.get(name, ())
        found: list[tuple[Range, int]] = []
        for item in value if isinstance(value, tuple) else (None,):
            if not isinstance(item, tuple) or not isinstance(item[0], Range):
                raise BadPartition(f"`{name}` takes a range and a number", name)
            if not 0 <= item[0].low <= item[0].high < 2**63:
                raise BadPartition(f"`{item[0]}` does not fit into 64 bits", name)
            found.append((item[0], item[1]))
        return tuple(found)

    def keys(self, name: str, shards: int) -> tuple[tuple[str, int], ...]:
        """Return the keys, each with its shard, in the order written."""
        value = self.given.get(name, ())
        found: list[tuple[str, int]] = []
        for item in value if isinstance(value, tuple) else (None,):
            if not isinstance(item, tuple) or not isinstance(item[0], str):
                raise BadPartition(f"`{name}` takes a text and a shard", name)
            found.append((item[0], in_range(item[1], shards, name)))
        return tuple(found)

    def file(self) -> str:
        """Return the name of the map file."""
        return self.map_name or f"partition-{self.method}.txt"


def in_range(shard: int, shards: int, option: str) -> int:
    """Return a shard that exists."""
    if not 0 <= shard < shards:
        last = shards - 1
        raise BadPartition(
            f"there is no shard {shard}: {counted(shards, 'shard')}, counted 0 to {last}", option
        )
    return shard
