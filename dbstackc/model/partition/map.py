"""`by map(id)`: a list of keys."""

from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import (
    BadPartition,
    Option,
    Partition,
    Unroutable,
    trim,
)
from dbstackc.model.partition.engine.number import INT, parsed
from dbstackc.model.partition.engine.settings import Settings, lines

_DEFAULT = "DEFAULT_NODE"


@record(frozen=True, slots=True, kw_only=True)
class ByMap(Partition):
    """A listed key says the shard; any other goes to the default, if there is one.

    keys: texts, sorted, each with its shard; whole numbers without leading zeros if `numeric`.
    numeric: whether keys are numbers of 32 bits, so that 007 is 7; a key that is none then fails.
    otherwise: a shard, or a negative number for none.

    Source: MyCat 1.6.7.4, route/function/PartitionByFileMap.
    """

    NAME = "map"
    CLASS = "PartitionByFileMap"
    OPTIONS = (
        Option("key", "mapFile", "keys", "A key and its shard.", required=True, many=True),
        Option("otherwise", "defaultNode", "count", "The shard of all other keys."),
    )

    keys: tuple[tuple[str, int], ...]
    numeric: bool
    otherwise: int = -1
    file: str

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take the keys; they are numbers if all look like numbers."""
        said = choices.keys("key", shards)
        keys = dict(said)
        if len(keys) != len(said):
            twice = next(key for key in keys if sum(key == other for other, _ in said) > 1)
            raise BadPartition(f"the key `{twice}` is listed twice", "key")
        for key in keys:
            if _unsayable(key):
                raise BadPartition(f"a map file cannot hold the key `{key}`", "key")
        return cls(
            keys=tuple(sorted(keys.items())),
            numeric=all(_canonical(key) == key for key in keys),
            otherwise=choices.shard("otherwise", shards, -1),
            file=choices.file(),
        )

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take the map file; lines that cannot be read are passed over, as the engine does."""
        numeric = settings.integer("type", 0) == 0
        otherwise = settings.integer("defaultNode", -1)
        found: dict[str, int] = {}
        for line in lines(settings.file("mapFile")):
            text, equals, shard = line.partition("=")
            target = parsed(trim(shard), INT)
            key = _canonical(trim(text)) if numeric else trim(text)
            if equals and target is not None and key is not None:
                found[key] = target
        if not numeric and otherwise >= 0:
            found.pop(_DEFAULT, None)
        return cls(
            keys=tuple(sorted(found.items())),
            numeric=numeric,
            otherwise=otherwise,
            file=settings.needed("mapFile"),
        )

    def properties(self) -> dict[str, str]:
        """Return the name of the map file, the type and the default."""
        return {
            "mapFile": self.file,
            "type": "0" if self.numeric else "1",
            "defaultNode": str(self.otherwise),
        }

    @property
    def partition_num(self) -> int:
        """The number of different shards, the default among them."""
        shards = {shard for _, shard in self.keys}
        return len(shards | {self.otherwise}) if self.otherwise >= 0 else len(shards)

    @property
    def map_name(self) -> str | None:
        """The file of the keys."""
        return self.file

    def map_file(self) -> str | None:
        """Return the keys."""
        return "".join(f"{key}={shard}\n" for key, shard in self.keys)

    def calculate(self, key: str) -> int | None:
        """Return the shard of the key."""
        found = _canonical(key) if self.numeric else key
        if found is None:
            raise Unroutable(f"`{key}` is not a whole number of 32 bits")
        keys = dict(self.keys)
        if found in keys:
            return keys[found]
        if self.otherwise >= 0:
            return self.otherwise
        return None if self.numeric else keys.get(_DEFAULT)


def _canonical(key: str) -> str | None:
    value = parsed(key, INT)
    return None if value is None else str(value)


def _unsayable(key: str) -> bool:
    """Tell whether a key would not come back from a line of the map file."""
    return (
        not key
        or key == _DEFAULT
        or key != trim(key)
        or key.startswith(("#", "//", "\ufeff"))
        or any(char in key for char in "=\r\n")
    )
