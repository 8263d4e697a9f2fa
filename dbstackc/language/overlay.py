"""`amend` and `drop`: one topology as another with differences that can be seen."""

from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.language.declaration import Entity
from dbstackc.language.decode import decode
from dbstackc.language.shape import Shape
from dbstackc.language.spread import spread
from dbstackc.language.values import Lets
from dbstackc.language.words import shapes
from dbstackc.syntax.tree import Statement, Word

Known = dict[str, dict[str, Entity]]


def amend(
    statement: Statement,
    layer: int,
    touched: dict[tuple[str, str, str], tuple[int, Span]],
    lets: Lets,
    known: Known,
    report: Report,
) -> None:
    """Replace the slots that an `amend` says, each whole, of every thing it names.

    layer: the place of its file among all; a later file may replace what an earlier one amended.
    touched: what was amended so far: word, name and slot to layer and place; grows.

    Reports: unknown-name, amended-twice and what decoding reports.
    """
    shape = _shape(statement, report)
    if shape is None:
        return
    declaration = decode(statement, shape, lets, report, values=1)
    if not declaration.names and not declaration.poisoned:
        report.error(
            "missing",
            "this `amend` names nothing",
            at=statement.word.span,
            help=f"write it as in `amend {shape.example}`",
        )
        return
    for change in spread(declaration, report):
        entity = _named(shape.word, change, "amend", known, report)
        if entity is None:
            continue
        slots = [*change.fields, *dict.fromkeys(part.word for part in change.parts)]
        for slot in slots:
            first = touched.get((shape.word, change.name, slot))
            if first is not None and first[0] == layer and first[1] != statement.word.span:
                report.error(
                    "amended-twice",
                    f"two statements amend the {slot.replace('_', ' ')} of `{change.name}`",
                    at=change.span,
                    says="amended again here",
                    beside=[(first[1], "amended here")],
                    note="which of the two holds would depend on their order",
                    help="keep one of them",
                )
            touched[(shape.word, change.name, slot)] = (layer, statement.word.span)
        replaced = {part.word for part in change.parts}
        entity.fields = {**entity.fields, **change.fields}
        entity.parts = (
            *(part for part in entity.parts if part.word not in replaced),
            *change.parts,
        )
        entity.amended.append(change.span)
        entity.poisoned = entity.poisoned or change.poisoned


def drop(
    statement: Statement, known: Known, dropped: dict[tuple[str, str], Span], report: Report
) -> None:
    """Remove every thing that a `drop` names.

    dropped: grows by what was removed and where.

    Reports: unknown-name and what decoding reports.
    """
    shape = _shape(statement, report)
    if shape is None:
        return
    bare = Shape(
        shape.word, shape.doc, f"drop {shape.word} NAME", (shape.slot("name"),), named=True
    )
    declaration = decode(statement, bare, Lets({}), report, values=1)
    if not declaration.names and not declaration.poisoned:
        report.error(
            "missing",
            "this `drop` names nothing",
            at=statement.word.span,
            help=f"write it as in `drop {shape.word} NAME`",
        )
    for change in spread(declaration, report):
        if _named(shape.word, change, "drop", known, report) is not None:
            del known[shape.word][change.name]
            dropped[(shape.word, change.name)] = change.span


def _shape(statement: Statement, report: Report) -> Shape | None:
    first = statement.values[0].atoms[0] if statement.values else None
    shape = shapes().get(first.text) if isinstance(first, Word) else None
    if shape is not None and shape.named and shape.word != "let":
        return shape
    words = [word for word, shape in shapes().items() if shape.named]
    text = first.text if isinstance(first, Word) else ""
    near = nearest(text, words)
    report.error(
        "unknown-word",
        f"`{statement.word.text}` names no kind of thing",
        at=first.span if first else statement.word.span,
        note="after it comes the word that declared the thing, then its name",
        help=f"write `{near}`" if near else f"write it as in `{statement.word.text} vip outer`",
    )
    return None


def _named(word: str, change: Entity, verb: str, known: Known, report: Report) -> Entity | None:
    things = known.get(word, {})
    entity = things.get(change.name)
    if entity is None:
        near = nearest(change.name, things)
        report.error(
            "unknown-name",
            f"no {word} is called `{change.name}`",
            at=change.span,
            says=f"nothing to {verb}",
            beside=[(things[near].span, "this one is")] if near else (),
            help=f"write `{near}`" if near else "declare it, or leave this statement out",
        )
    return entity
