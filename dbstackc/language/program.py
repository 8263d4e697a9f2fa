"""All files of a topology as one set of entities: declared once, amended, dropped."""

from collections.abc import Sequence

from dbstackc.base.diagnostic import rewrite
from dbstackc.base.record import field, record
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.language.declaration import Declaration, Entity
from dbstackc.language.decode import decode, require
from dbstackc.language.overlay import amend, drop
from dbstackc.language.shape import Shape
from dbstackc.language.spread import spread
from dbstackc.language.values import Lets
from dbstackc.language.words import shapes
from dbstackc.syntax.pattern import expand
from dbstackc.syntax.tree import Statement, Tree, Value, Word

FAMILIES = {"cluster": ("pxc", "replication"), "router": ("mycat",), "balancer": ("haproxy",)}
MOST = 200_000
"""Things that a program may declare, all of them together."""

_STRUCTURE = ("dbs", "use", "let", "defaults", "amend", "drop")


@record(slots=True)
class Program:
    """What all files say together.

    entities: by word, then by name, in the order written. defaults: by word or family, in order.
    loose: declarations without a name (deploy, promise), in order.
    lost: names that a statement with an unknown word may have declared.
    is_full: whether more things are declared than a program may.
    dropped: what `drop` removed, by word and name, with the place of the drop.
    """

    entities: dict[str, dict[str, Entity]] = field(default_factory=dict)
    defaults: dict[str, list[Declaration]] = field(default_factory=dict)
    loose: list[Declaration] = field(default_factory=list)
    dropped: dict[tuple[str, str], Span] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    is_full: bool = False

    def of(self, *words: str) -> Sequence[Entity]:
        """Return the entities of some words, in the order written."""
        found = [entity for word in words for entity in self.entities.get(word, {}).values()]
        return sorted(found, key=lambda entity: entity.order)

    def find(self, words: Sequence[str], name: str) -> Entity | None:
        """Return the entity with a name among some words, or None."""
        for word in words:
            found = self.entities.get(word, {}).get(name)
            if found:
                return found
        return None


def gather(trees: Sequence[Tree], report: Report) -> Program:
    """Return what some files say together.

    trees: in the order in which they take effect: a used file before the one that uses it.

    Reports: unknown-word, taken-name, unknown-name, too-large and all that decoding reports.
    """
    program = Program()
    lets = Lets(_lets(trees, report))
    later: list[tuple[int, Statement]] = []
    for layer, tree in enumerate(trees):
        for statement in tree.statements:
            word = statement.word.text
            if word in ("amend", "drop"):
                later.append((layer, statement))
            elif word == "defaults":
                _defaults(statement, lets, program, report)
            elif word not in _STRUCTURE:
                _declare(statement, lets, program, report)
    touched: dict[tuple[str, str, str], tuple[int, Span]] = {}
    for layer, statement in later:
        if statement.word.text == "amend":
            if not _is_let(statement):
                amend(statement, layer, touched, lets, program.entities, report)
        else:
            drop(statement, program.entities, program.dropped, report)
    return program


def _declare(statement: Statement, lets: Lets, program: Program, report: Report) -> None:
    word = statement.word.text
    shape = shapes().get(word)
    if shape is None or word in _STRUCTURE:
        near = nearest(word, [w for w in shapes() if w not in ("amend", "drop")])
        report.error(
            "unknown-word",
            f"no statement begins with `{_short(word)}`",
            at=statement.word.span,
            note="`dbstackc words` lists what a statement may begin with",
            help=f"write `{near}`" if near else "begin with a word such as `host`, `pxc` or `vip`",
            fix=rewrite(statement.word.span, word, near),
        )
        for value in statement.values[:1]:
            for atom in value.atoms:
                if isinstance(atom, Word):
                    program.lost.update(expand(atom, Report()).words())
        return
    declaration = decode(statement, shape, lets, report)
    complete = require(declaration, report)
    if not shape.named:
        program.loose.append(declaration)
        return
    known = program.entities.setdefault(word, {})
    for entity in spread(declaration, report):
        entity.poisoned = entity.poisoned or not complete
        first = known.get(entity.name)
        if first is not None:
            report.error(
                "taken-name",
                f"two statements declare {word} `{entity.name}`",
                at=entity.span,
                says="declared again here",
                beside=[(first.span, "declared here")],
                note="nothing merges in silence",
                help="write `amend` before it to replace some of its slots, or choose another name",
            )
            continue
        entity.order = sum(map(len, program.entities.values()))
        if entity.order >= MOST:
            if not program.is_full:
                program.is_full = True
                report.error(
                    "too-large",
                    f"this stack declares more than {MOST} things",
                    at=entity.span,
                    says="here it is too much",
                    help="make two stacks of it",
                )
            return
        known[entity.name] = entity


def _defaults(statement: Statement, lets: Lets, program: Program, report: Report) -> None:
    word = statement.values[0].atoms[0] if statement.values else None
    if not isinstance(word, Word):
        decode(statement, shapes()["defaults"], lets, report)
        require(decode(statement, shapes()["defaults"], lets, Report()), report)
        return
    shape = _default_shape(word.text)
    if shape is None:
        known = [*FAMILIES, *(w for w, s in shapes().items() if s.settings and s.named)]
        near = nearest(word.text, known)
        report.error(
            "unknown-word",
            f"there are no defaults for `{_short(word.text)}`",
            at=word.span,
            help=f"write `{near}`" if near else "name a word such as `pxc`, or a family: `cluster`",
            fix=rewrite(word.span, word.text, near),
        )
        return
    declaration = decode(statement, shape, lets, report, values=1)
    for slot, given in declaration.fields.items():
        if shape.slot(slot).place != "block":
            report.error(
                "misplaced",
                f"`{shape.slot(slot).place}` has no default",
                at=given.span,
                note="names and places are said where a thing is declared",
                help="move it there",
            )
    program.defaults.setdefault(word.text, []).append(declaration)


def _default_shape(word: str) -> Shape | None:
    if word in FAMILIES:
        members = [shapes()[member] for member in FAMILIES[word]]
        slots = {slot.name: slot for member in members for slot in member.slots}
        parts = {part.word: part for member in members for part in member.parts}
        return Shape(
            word=word,
            doc="",
            example=f"defaults {word} {{ … }}",
            slots=tuple(slots.values()),
            parts=tuple(parts.values()),
        )
    found = shapes().get(word)
    return found if found and found.named and (found.settings or found.parts) else None


def _lets(trees: Sequence[Tree], report: Report) -> dict[str, Value]:
    found: dict[str, Value] = {}
    places: dict[str, Span] = {}
    for tree in trees:
        for statement in tree.statements:
            amended = statement.word.text == "amend" and _is_let(statement)
            if statement.word.text != "let" and not amended:
                continue
            values = statement.values[1:] if amended else statement.values
            if len(values) != 2 or statement.clauses or not isinstance(values[0].atoms[0], Word):
                decode(statement, shapes()["let"], Lets({}), report, values=int(amended))
                require(
                    decode(statement, shapes()["let"], Lets({}), Report(), int(amended)), report
                )
                continue
            name = values[0].atoms[0]
            if amended is (name.text not in found):
                _let_conflict(name, amended, places, report)
                continue
            found[name.text] = values[1]
            places[name.text] = name.span
    return found


def _let_conflict(name: Word, amended: bool, places: dict[str, Span], report: Report) -> None:
    if amended:
        near = nearest(name.text, places)
        report.error(
            "unknown-name",
            f"no `let` is called `{_short(name.text)}`",
            at=name.span,
            says="nothing to amend",
            help=f"write `{near}`" if near else f"declare it: `let {_short(name.text)} VALUE`",
            fix=rewrite(name.span, name.text, near),
        )
    else:
        report.error(
            "taken-name",
            f"two statements declare let `{_short(name.text)}`",
            at=name.span,
            says="declared again here",
            beside=[(places[name.text], "declared here")],
            note="nothing merges in silence",
            help=f"write `amend let {_short(name.text)} …`, or choose another name",
        )


def _is_let(statement: Statement) -> bool:
    first = statement.values[0].atoms[0] if statement.values else None
    return isinstance(first, Word) and first.text == "let"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "…"
