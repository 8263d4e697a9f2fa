"""What holds for a thing: what it says, else the nearest default."""

from collections.abc import Mapping
from typing import Any

from dbstackc.base.origin import Origin
from dbstackc.base.span import Span
from dbstackc.language.declaration import Declaration, Entity, Given, Item
from dbstackc.language.program import FAMILIES, Program
from dbstackc.language.shape import Shape, Slot


class Heritage:
    """Look values up: the statement, `defaults` of its word, of its family, the built-in.

    Of two `defaults` for one word the later one holds.
    """

    def __init__(self, program: Program) -> None:
        self._chains: dict[str, tuple[Declaration, ...]] = {}
        family = {word: name for name, words in FAMILIES.items() for word in words}
        for word in (*family, *program.defaults):
            own = reversed(program.defaults.get(word, ()))
            wide = reversed(program.defaults.get(family.get(word, ""), ()))
            self._chains[word] = (*own, *wide)

    def given(self, entity: Entity, slot: str) -> Given | None:
        """Return what was said for a slot, by the thing or a `defaults`; None where nobody did."""
        said = entity.fields.get(slot)
        if said is not None:
            return said
        for level in self._chains.get(entity.word, ()):
            if slot in level.fields:
                return level.fields[slot]
        return None

    def value(self, entity: Entity, slot: str, origins: dict[str, Origin]) -> Any:
        """Return the value of a setting, or None; note in `origins` where it comes from."""
        given = self.given(entity, slot)
        if given is not None:
            note = "" if slot in entity.fields else f"from `defaults`, for every {entity.word}"
            origins[slot] = Origin(given.span, "default" if note else "said", note)
            return given.value
        default = built_in(entity.shape.slot(slot))
        if default is not None:
            origins[slot] = Origin(entity.span, "default", f"built-in default of {entity.word}")
        return default

    def parts(self, entity: Entity, word: str) -> tuple[Declaration, ...]:
        """Return the inner statements with a word: those of the thing, else of a `defaults`."""
        own = tuple(part for part in entity.parts if part.word == word)
        if own:
            return own
        for level in self._chains.get(entity.word, ()):
            found = level.parts_named(word)
            if found:
                return found
        return ()

    def part(self, entity: Entity, word: str) -> Declaration | None:
        """Return the inner statement with a word, or None."""
        found = self.parts(entity, word)
        return found[0] if found else None


def built_in(slot: Slot) -> Any:
    """Return the built-in default of a slot as a value, or None where there is none."""
    if not slot.default:
        return None
    return slot.type.read(slot.default.strip('"'))


def said(part: Declaration | None, shape: Shape, slot: str) -> Any:
    """Return a value of an inner statement, or the slot's built-in default."""
    if part is not None and slot in part.fields:
        return part.fields[slot].value
    return built_in(shape.slot(slot))


def settle(part: Declaration | None, name: str, default: Item | None) -> Item | None:
    """Return the item said in a slot of an inner statement, or a default."""
    if part is not None and name in part.fields:
        return part.fields[name].items[0]
    return default


def spans(fields: Mapping[str, Given]) -> dict[str, Origin]:
    """Return the origins of what was said."""
    return {name: Origin(given.span) for name, given in fields.items()}


def dealt(given: Given, entity: Entity) -> list[Item] | None:
    """Return the items of a block's value that belong to one thing of a patterned statement.

    A pattern as long as there are names gives each thing one of its words; a single value is
    shared. None where a pattern has another length.
    """
    groups: dict[Span, list[Item]] = {}
    for item in given.items:
        groups.setdefault(item.span, []).append(item)
    found: list[Item] = []
    for group in groups.values():
        if len(group) == 1 or entity.of == 1:
            found.extend(group)
        elif len(group) == entity.of:
            found.append(group[entity.index])
        else:
            return None
    return found
