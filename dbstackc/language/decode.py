"""Statements to declarations, by shape: which values go where, and what is missing or too much."""

from collections.abc import Sequence

from dbstackc.base.diagnostic import rewrite
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.base.text import a, listed
from dbstackc.language.declaration import Declaration, Given
from dbstackc.language.shape import Shape, Slot
from dbstackc.language.values import Lets, items
from dbstackc.syntax.tree import Statement, Value

_PREPOSITIONS = ("at", "on", "in", "to", "by", "as", "with", "for", "from", "every")


def decode(
    statement: Statement, shape: Shape, lets: Lets, report: Report, values: int = 0
) -> Declaration:
    """Return the declaration that a statement makes; mistakes are reported and left out.

    values: how many values at its front belong to a word before it (`amend`), and are skipped.

    Reports: type, misplaced, missing, twice, unknown-word and what reading a value reports.
    """
    work = _Work(shape, lets, report)
    work.take_values(statement, statement.values[values:])
    for clause in statement.clauses:
        work.take_clause(clause.preposition.text, clause.preposition.span, clause.values)
    parts = work.take_block(statement) if statement.block is not None else ()
    names = work.fields.pop("name", None) if shape.named else None
    return Declaration(
        shape=shape,
        span=statement.word.span,
        whole=statement.span,
        names=names.items if names else (),
        fields=work.fields,
        parts=parts,
        doc=statement.doc,
        poisoned=work.poisoned or statement.broken,
        rest=tuple(work.rest),
    )


def require(declaration: Declaration, report: Report) -> bool:
    """Report each required slot that says nothing; return whether nothing is missing.

    Not asked of an `amend`, which says only what changes.
    """
    if declaration.poisoned:
        return False
    good = True
    for slot in declaration.shape.slots:
        own = slot.name == "name" and declaration.shape.named
        here = declaration.names if own else declaration.fields.get(slot.name)
        if slot.required and not here:
            good = False
            where = "" if slot.place in ("value", "block") else f"`{slot.place}` "
            report.error(
                "missing",
                f"this `{declaration.word}` has no {slot.name.replace('_', ' ')}",
                at=declaration.span,
                says=f"{where}{slot.name.replace('_', ' ')} is missing",
                note=slot.doc,
                help=f"write it as in `{declaration.shape.example}`",
            )
    inner = [require(part, report) for part in declaration.parts]
    return good and all(inner)


class _Work:
    """The slots of one statement as they fill."""

    def __init__(self, shape: Shape, lets: Lets, report: Report) -> None:
        self.shape = shape
        self.lets = lets
        self.report = report
        self.fields: dict[str, Given] = {}
        self.poisoned = False
        self.rest: list[Statement] = []

    def take_values(self, statement: Statement, values: Sequence[Value]) -> None:
        slots = [slot for slot in self.shape.slots if slot.place == "value"]
        for slot, value in zip(slots, values, strict=False):
            self.fill(slot, value)
        for value in values[len(slots) :]:
            self.poisoned = True
            self.report.error(
                "misplaced",
                f"`{self.shape.word}` does not take `{_shown(value.span)}` here",
                at=value.span,
                says="one value too many" if slots else "a small word is missing before it",
                note=f"values after the first are led in by {listed(_PREPOSITIONS, 10, 'or')}",
                help=f"write it as in `{self.shape.example}`",
            )

    def take_clause(self, word: str, span: Span, values: Sequence[Value]) -> None:
        slots = [slot for slot in self.shape.slots if slot.place == word]
        if not slots:
            self.poisoned = True
            known = sorted({s.place for s in self.shape.slots} - {"value", "block"})
            self.report.error(
                "misplaced",
                f"`{self.shape.word}` has no `{word}`",
                at=span,
                note=f"`{self.shape.word}` takes {listed([f'`{k}`' for k in known], 10)}"
                if known
                else f"`{self.shape.word}` takes no small words",
                help=f"write it as in `{self.shape.example}`",
            )
            return
        for slot, value in zip(slots, values, strict=False):
            self.fill(slot, value)
        for value in values[len(slots) :]:
            self.poisoned = True
            self.report.error(
                "misplaced",
                f"`{word}` does not take `{_shown(value.span)}` as well",
                at=value.span,
                note=f"{slots[0].doc}",
                help="separate values by commas, or begin a new line or `;` before it",
            )

    def fill(self, slot: Slot, value: Value) -> None:
        if slot.name in self.fields:
            self.poisoned = True
            self.report.error(
                "twice",
                f"`{self.shape.word}` says its {slot.name.replace('_', ' ')} twice",
                at=value.span,
                says="said again here",
                beside=[(self.fields[slot.name].span, "said here")],
                help="keep one of them",
            )
            return
        found = items(value, slot, self.lets, self.report)
        if found is None:
            self.poisoned = True
            return
        if len(found) > 1 and not slot.many:
            self.poisoned = True
            self.report.error(
                "too-many",
                f"{len(found)} values for one {slot.name.replace('_', ' ')}",
                at=value.span,
                note=slot.doc,
                help=f"give {a(slot.type.noun)} alone, as in `{slot.type.example}`",
            )
            return
        self.fields[slot.name] = Given(tuple(found), value.span)

    def take_block(self, statement: Statement) -> tuple[Declaration, ...]:
        parts: list[Declaration] = []
        settings = {slot.name.replace("_", "-"): slot for slot in self.shape.settings}
        seen: dict[str, Declaration] = {}
        for inner in statement.block or ():
            word = inner.word.text
            part = self.shape.part(word)
            if part is not None:
                found = decode(inner, part, self.lets, self.report)
                self.poisoned = self.poisoned or found.poisoned
                if word in seen and not part.repeats:
                    self.repeated(word, inner, seen[word].span)
                else:
                    seen[word] = found
                    parts.append(found)
            elif word in settings:
                self.setting(inner, settings[word])
            elif self.shape.open:
                self.rest.append(inner)
            else:
                self.unknown(inner, [*settings, *(p.word for p in self.shape.parts)])
        return tuple(parts)

    def setting(self, statement: Statement, slot: Slot) -> None:
        if statement.broken:
            self.poisoned = True
            return
        alone = Shape(
            word=statement.word.text,
            doc=slot.doc,
            example=f"{statement.word.text} {slot.default or slot.type.example}",
            slots=(),
        )
        if not statement.values or statement.clauses or statement.block is not None:
            self.poisoned = True
            self.report.error(
                "misplaced" if statement.values else "missing",
                f"`{alone.word}` takes {a(slot.type.noun)} and nothing else",
                at=statement.clauses[0].span if statement.clauses else statement.word.span,
                note=slot.doc,
                help=f"write it as in `{alone.example}`",
            )
            return
        self.fill(slot, statement.values[0])
        if len(statement.values) > 1:
            _Work(alone, self.lets, self.report).take_values(statement, statement.values[1:])
            self.poisoned = True

    def repeated(self, word: str, inner: Statement, first: Span) -> None:
        self.poisoned = True
        self.report.error(
            "twice",
            f"`{self.shape.word}` holds two `{word}`",
            at=inner.word.span,
            says="again here",
            beside=[(first, "the first is here")],
            help="keep one of them",
        )

    def unknown(self, inner: Statement, known: Sequence[str]) -> None:
        self.poisoned = True
        near = nearest(inner.word.text, known)
        self.report.error(
            "unknown-word",
            f"`{self.shape.word}` knows no `{_shown(inner.word.span)}`",
            at=inner.word.span,
            note=f"it knows {listed([f'`{k}`' for k in sorted(known)], 40)}"
            if known
            else f"`{self.shape.word}` takes no block",
            help=f"write `{near}`" if near else "remove the line, or carry it as `verbatim`",
            fix=rewrite(inner.word.span, inner.word.text, near),
        )


def _shown(span: Span) -> str:
    text = " ".join(span.text.split())
    return text if len(text) <= 40 else text[:37] + "…"
