"""Ranges that march together: one declaration with a pattern of names to one entity a name."""

from collections.abc import Iterator, Sequence

from dbstackc.base.report import Report
from dbstackc.base.text import counted, listed
from dbstackc.language.declaration import Declaration, Entity, Given, Item

_EXAMPLE = "ranges of equal length march together, and a single value repeats"


def spread(declaration: Declaration, report: Report) -> Iterator[Entity]:
    """Yield one entity for each name, in order; marching values are dealt out one by one.

    Reports: uneven-ranges.
    """
    names = declaration.names
    marching: dict[str, Given] = {}
    shared: dict[str, Given] = {}
    poisoned = declaration.poisoned
    each = {slot.name for slot in declaration.shape.slots if slot.each}
    for slot, given in declaration.fields.items():
        if slot not in each or len(given.items) == 1:
            shared[slot] = given
        elif len(given.items) == len(names):
            marching[slot] = given
        else:
            poisoned = True
            uneven(names, given, slot.replace("_", " "), report)
    for index, name in enumerate(names):
        fields = shared
        if marching:
            fields = dict(shared)
            for slot, given in marching.items():
                item = given.items[index]
                fields[slot] = Given((item,), item.span)
        yield Entity(
            shape=declaration.shape,
            name=name.value,
            span=name.span,
            fields=fields,
            parts=declaration.parts,
            doc=declaration.doc,
            index=index,
            of=len(names),
            poisoned=poisoned,
        )


def uneven(names: Sequence[Item], given: Given, what: str, report: Report) -> None:
    """Report names and values that do not march together.

    Reports: uneven-ranges.
    """
    first = names[0].span.join(names[-1].span) if names else given.span
    here = listed([str(getattr(v, "host", v)) for v in given.values])
    report.error(
        "uneven-ranges",
        f"{counted(len(names), 'name')} but {counted(len(given.items), what, _plural(what))}",
        at=given.span,
        says=f"{len(given.items)}: {here}",
        beside=[(first, f"{len(names)}: {listed([str(n.value) for n in names])}")],
        note=_EXAMPLE,
        help="give one for each name, one for all, or change the names",
    )


def _plural(word: str) -> str:
    return word + ("es" if word.endswith("s") else "s")
