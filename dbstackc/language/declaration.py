"""A decoded statement: typed values that know where they were said."""

from collections.abc import Mapping
from typing import Any

from dbstackc.base.record import field, record
from dbstackc.base.span import Span
from dbstackc.language.shape import Shape
from dbstackc.syntax.tree import Statement


@record(frozen=True, slots=True)
class Item:
    """One typed value and the span it comes from (of a pattern, the whole pattern)."""

    value: Any
    span: Span


@record(frozen=True, slots=True)
class Given:
    """What was said in one slot: items with patterns expanded, in order; at least one.

    span: from the first to the last.
    """

    items: tuple[Item, ...]
    span: Span

    @property
    def value(self) -> Any:
        """The first value."""
        return self.items[0].value

    @property
    def values(self) -> tuple[Any, ...]:
        """All values."""
        return tuple(item.value for item in self.items)


@record(frozen=True, slots=True)
class Declaration:
    """A decoded statement.

    span: its first word. names: what it declares (empty where it declares nothing).
    fields: slot name to what was said there. parts: its inner statements, in order.
    whole: the whole statement. rest: statements of an open block, as they are.
    poisoned: whether a mistake in it was reported, so that no rule complains of what is missing.
    """

    shape: Shape
    span: Span
    whole: Span
    names: tuple[Item, ...]
    fields: Mapping[str, Given]
    parts: "tuple[Declaration, ...]"
    doc: tuple[str, ...] = ()
    poisoned: bool = False
    rest: tuple[Statement, ...] = ()

    @property
    def word(self) -> str:
        """The first word."""
        return self.shape.word

    def parts_named(self, word: str) -> "tuple[Declaration, ...]":
        """Return the inner statements with a word."""
        return tuple(part for part in self.parts if part.word == word)


@record(slots=True)
class Entity:
    """One thing of a declaration: one name, and the values that belong to it.

    fields: as in a declaration, with marching values already dealt out.
    index, of: its place among the names of its declaration. order: its place among all entities.
    """

    shape: Shape
    name: str
    span: Span
    fields: dict[str, Given]
    parts: tuple[Declaration, ...]
    doc: tuple[str, ...] = ()
    index: int = 0
    of: int = 1
    order: int = 0
    poisoned: bool = False
    amended: list[Span] = field(default_factory=list)

    @property
    def word(self) -> str:
        """The word that declared it."""
        return self.shape.word
