"""What a partition is: the contract that every method fulfils."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Self

from dbstackc.base.quantity import Range
from dbstackc.base.record import record

if TYPE_CHECKING:
    from dbstackc.model.partition.engine.choices import Choices
    from dbstackc.model.partition.engine.settings import Settings

TYPES = ("count", "integer", "counts", "text", "date", "flag", "rows", "keys")
"""What an option may take.

count: a whole number; integer: one that may be negative; counts: several counts, in the order of
the shards; text, date: a text; flag: yes or no; rows: statements `rows 0..999 to 1`, each a range
and a number; keys: statements `key "bj" to 0`, each a text and a shard.
"""

EXAMPLES = {
    "count": "3",
    "integer": "3",
    "counts": "256, 512, 256",
    "text": '"yyyy-MM-dd"',
    "date": '"2024-01-01"',
    "flag": "yes",
    "rows": "0..999 to 1",
    "keys": '"bj" to 0',
}
"""A value of each type, as it is written."""

Value = (
    int | str | bool | tuple[int, ...] | tuple[tuple[Range, int], ...] | tuple[tuple[str, int], ...]
)


class Unroutable(ValueError):  # noqa: N818 - it is the key that is so
    """The function cannot place this key: the statement fails in the engine."""


class BadPartition(ValueError):  # noqa: N818 - it names what it is about
    """The function cannot be set up.

    option: the option of the language at fault, or None where it is the whole.
    """

    def __init__(self, message: str, option: str | None = None) -> None:
        super().__init__(message)
        self.option = option


class Unfollowed(BadPartition):
    """The engine accepts this, and we do not follow it there."""


@record(frozen=True, slots=True)
class Option:
    """A word that the block of a partition takes.

    property: the property of rule.xml that it ends in; the map file's, for rows and keys.
    type: one of `TYPES`; many: whether the statement may be repeated.
    default: what holds when nobody says it; None where nothing does.
    example: one as it is written, where the type's own will not do.
    """

    name: str
    property: str
    type: str
    doc: str
    default: Value | None = None
    required: bool = False
    many: bool = False
    example: str = ""

    def shown(self) -> str:
        """Return the option as it is written: the word and a value."""
        return f"{self.name} {self.example or EXAMPLES[self.type]}"


class Partition(ABC):
    """A configured partition function.

    Shards are counted from 0.
    """

    __slots__ = ()

    NAME: ClassVar[str]
    """The method, as .dbs writes it after `by`."""
    CLASS: ClassVar[str]
    """The class of the engine, without its package."""
    OPTIONS: ClassVar[tuple[Option, ...]] = ()
    PHYSICAL: ClassVar[tuple[str, ...]] = ()
    """Columns that the physical tables need on top of their own."""

    @classmethod
    @abstractmethod
    def make(cls, shards: int, choices: "Choices") -> Self:
        """Configure the function for a number of shards, from the options of the language.

        Raises: BadPartition.
        """

    @classmethod
    @abstractmethod
    def read(cls, settings: "Settings") -> Self:
        """Configure the function as the engine does, from the properties of rule.xml.

        Raises: BadPartition, where the engine would not start.
        """

    @abstractmethod
    def properties(self) -> dict[str, str]:
        """Return the properties of rule.xml, by name, in the order to write them."""

    @abstractmethod
    def calculate(self, key: str) -> int | None:
        """Return the shard of a key; None where the function has none.

        The number may be negative or past the last shard: the engine checks it later and fails the
        statement.

        Raises: Unroutable.
        """

    @property
    def class_name(self) -> str:
        """The class of the engine, with its package."""
        return f"io.mycat.route.function.{self.CLASS}"

    @property
    def partition_num(self) -> int:
        """How many partitions the engine counts; zero or less is never compared with the shards.

        Source: MyCat 1.6.7.4, AbstractPartitionAlgorithm.suitableFor.
        """
        return -1

    @property
    def map_name(self) -> str | None:
        """The name of the map file, beside rule.xml; None without one."""
        return None

    def map_file(self) -> str | None:
        """Return the text of the map file; None without one."""
        return None

    def calculate_range(self, begin: str, end: str) -> tuple[int, ...] | None:
        """Return the shards that a BETWEEN asks, in the engine's order.

        An empty tuple means all; None means that the engine throws a NullPointerException.

        Raises: Unroutable.
        Source: MyCat 1.6.7.4, AbstractPartitionAlgorithm.calculateRange.
        """
        return ()


def sequence(calculate: Callable[[str], int | None], begin: str, end: str) -> tuple[int, ...]:
    """Ask the shards of both ends and all between them; empty, for all, if one end has none.

    Rows are missed where the numbers between two keys are not between their shards.

    Source: MyCat 1.6.7.4, AbstractPartitionAlgorithm.calculateSequenceRange.
    """
    first, last = calculate(unquote(begin)), calculate(unquote(end))
    if first is None or last is None:
        return ()
    return tuple(range(first, last + 1))


def unquote(text: str) -> str:
    """Trim a text and take off one pair of apostrophes or backticks.

    Source: MyCat 1.6.7.4, StringUtil.removeBackquote.
    """
    text = trim(text)
    if len(text) >= 2 and text[0] in "`'" and text[0] == text[-1]:
        return text[1:-1]
    return text


def trim(text: str) -> str:
    """Take blanks and control characters off both ends, as Java's String.trim does."""
    return text.strip(_CONTROLS)


_CONTROLS = "".join(map(chr, range(33)))
