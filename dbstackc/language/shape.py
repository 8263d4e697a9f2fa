"""What a statement takes: in which place, of which type, how many."""

from collections.abc import Callable
from typing import Any

from dbstackc.base.record import record


@record(frozen=True, slots=True)
class Type:
    """A kind of value.

    noun: what it is called, with its article left out; example: one as it is written.
    read: the text of a word to the value, or None where it is not one.
    sentence: how such values look, as a full clause ("sizes end in K, M, G or T").
    form: word, text (quoted), call or pair: the kind of atom that it takes.
    """

    noun: str
    example: str
    read: Callable[[str], Any]
    sentence: str = ""
    form: str = "word"


@record(frozen=True, slots=True)
class Slot:
    """A place in a statement that takes values.

    place: "value" (after the word), a small word ("at", "on", …), or "block" (a setting: a
        statement of its own in the block).
    many: whether it takes more than one value. each: whether its values march with the names.
    default: what holds where nobody says anything, as it would be written; "" for nothing.
    choices: the words allowed, for a choice. kind: what a name refers to, for a reference.
    """

    name: str
    place: str
    type: Type
    doc: str
    many: bool = False
    each: bool = False
    required: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Shape:
    """A word and what it takes.

    word: the first word of the statement. doc: one sentence, then more.
    slots: its places. parts: statements that its block may hold, with shapes of their own.
    family: a wider word under which `defaults` may speak of it.
    repeats: whether a block may hold it more than once. example: one as it is written.
    named: whether it declares names (the slot `name`).
    open: whether its block takes further statements, whose meaning hangs on its fields; they are
        kept as they are.
    """

    word: str
    doc: str
    example: str
    slots: tuple[Slot, ...] = ()
    parts: "tuple[Shape, ...]" = ()
    family: str = ""
    repeats: bool = False
    named: bool = False
    open: bool = False

    def slot(self, name: str) -> Slot:
        """Return a slot by its name; there must be one."""
        return next(slot for slot in self.slots if slot.name == name)

    def part(self, word: str) -> "Shape | None":
        """Return the shape of an inner statement, or None."""
        return next((part for part in self.parts if part.word == word), None)

    @property
    def settings(self) -> tuple[Slot, ...]:
        """The slots that are statements of the block."""
        return tuple(slot for slot in self.slots if slot.place == "block")
