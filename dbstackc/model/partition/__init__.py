"""How rows choose a shard: one module a method, each a function of the engine.

The name of a module is the name of its method, `-` written as `_`; a new module is a new method.
May know floor 0.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module

from dbstackc.base.folder import modules_in
from dbstackc.base.text import counted
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import (
    BadPartition,
    Option,
    Partition,
    Unfollowed,
    Unroutable,
    Value,
)
from dbstackc.model.partition.engine.settings import Settings

__all__ = [
    "METHODS",
    "BadPartition",
    "Option",
    "Partition",
    "Unfollowed",
    "Unroutable",
    "Value",
    "build",
    "method_of",
    "read",
]

PACKAGE = "io.mycat.route.function."


class _Methods(Mapping[str, type[Partition]]):
    """The methods by name; a module is imported when its method is asked for."""

    def __init__(self) -> None:
        self._names: tuple[str, ...] | None = None
        self._loaded: dict[str, type[Partition]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """All names, in alphabetical order; imports nothing."""
        if self._names is None:
            found = modules_in(__file__)
            self._names = tuple(sorted(name.replace("_", "-") for name in found))
        return self._names

    def __getitem__(self, name: str) -> type[Partition]:
        if name not in self._loaded:
            if name not in self.names:
                raise KeyError(name)
            module = import_module(f"{__name__}.{name.replace('-', '_')}")
            self._loaded[name] = next(
                thing
                for thing in vars(module).values()
                if isinstance(thing, type)
                and issubclass(thing, Partition)
                and thing.__module__ == module.__name__
            )
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names


METHODS: Mapping[str, type[Partition]] = _Methods()
"""The methods by name, in alphabetical order. Asking for the names imports none of them."""


def build(
    method: str,
    *,
    shards: int,
    options: Mapping[str, Value] | None = None,
    map_name: str = "",
    zone: str = "UTC",
) -> Partition:
    """Configure a method for a number of shards, from the options of the language.

    method: one of METHODS.
    options: by name; see OPTIONS of the method.
    map_name: the file that the map goes to, if the method has one; a name of ours if empty.
    zone: the time zone of the engine, an IANA name.

    Raises: BadPartition.
    """
    kind = METHODS[method]
    choices = Choices(method, kind.OPTIONS, options or {}, map_name, zone)
    choices.check()
    partition = kind.make(shards, choices)
    if partition.partition_num > shards:
        made = counted(partition.partition_num, "partition")
        raise BadPartition(f"`by {method}` makes {made}, and there are {counted(shards, 'shard')}")
    return partition


def read(
    class_name: str,
    properties: Mapping[str, str],
    *,
    files: Mapping[str, str] | None = None,
    shards: int = 0,
    zone: str = "UTC",
) -> Partition:
    """Configure a function as the engine does, from the texts of rule.xml.

    class_name: with its package or without.
    files: the texts of the files beside rule.xml, by name.
    shards: how many the table has; `PartitionByCRC32PreSlot` has no number of its own.

    Raises: BadPartition, where the engine would not start; KeyError for a class unknown to us.
    """
    kind = METHODS[method_of(class_name)]
    return kind.read(Settings(properties, files or {}, shards, zone))


def method_of(class_name: str) -> str:
    """Return the method whose class this is, with its package or without.

    Raises: KeyError.
    """
    bare = class_name.removeprefix(PACKAGE)
    for name, kind in METHODS.items():
        if bare == kind.CLASS:
            return name
    raise KeyError(class_name)
