"""One slot's atoms to typed items: patterns expanded, `$` looked up, every mistake reported."""

from collections.abc import Mapping

from dbstackc.base.diagnostic import Diagnostic, Label, Level, rewrite
from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.base.text import a, counted, listed
from dbstackc.language.declaration import Item
from dbstackc.language.shape import Slot
from dbstackc.language.types import SECRET
from dbstackc.syntax.pattern import expand
from dbstackc.syntax.tree import Atom, Call, Pair, Text, Value, Word


@record(frozen=True, slots=True)
class CallItem:
    """A decoded call: `mod(id)` is name "mod" with the texts of its arguments."""

    name: str
    arguments: tuple[Item, ...]


MOST = 1_000_000
"""Values that a program may write out of patterns and lets, all of them together."""

_GUESSES = 50
"""Names that nothing declares for which a near one is looked for."""


@record(slots=True)
class Lets:
    """The values that `$` may look up, by name.

    left: how many values patterns and lets may still be written out to. guesses: for how many
    names a near one is still looked for.
    """

    values: Mapping[str, Value]
    left: int = MOST
    guesses: int = _GUESSES

    def spend(self, count: int, at: Span, report: Report) -> bool:
        """Take some of what is left; return whether there was enough.

        Reports: too-large, once.
        """
        if self.left < 0:
            return False
        self.left -= count
        if self.left < 0:
            report.error(
                "too-large",
                f"this stack says more than {MOST} values",
                at=at,
                says="here it is too much",
                note="all patterns and lets count, each time they are used",
                help="narrow the patterns, or make two stacks of it",
            )
        return self.left >= 0


def items(value: Value, slot: Slot, lets: Lets, report: Report) -> list[Item] | None:
    """Return the typed items of a value, or None where a mistake in it was reported.

    Reports: type, plain-secret, pattern, pattern-too-long, unknown-let, too-large.
    """
    found: list[Item] = []
    good = True
    for atom in value.atoms:
        some = _atom(atom, slot, lets, report, atom.span, 0)
        if some is None:
            good = False
        else:
            found.extend(some)
    return found if good else None


def _atom(
    atom: Atom, slot: Slot, lets: Lets, report: Report, at: Span, depth: int
) -> list[Item] | None:
    if isinstance(atom, Word) and atom.text.startswith("$"):
        return _looked_up(atom, slot, lets, report, at, depth)
    if slot.type is SECRET and not (isinstance(atom, Word) and atom.text.startswith("secret.")):
        return _plain_secret(report, at, atom.span)
    form = slot.type.form
    if form == "any":
        return [Item(atom, at)]
    if isinstance(atom, Word) and form in ("word", "call"):
        return _words(atom, slot, lets, report, at) if form == "word" else [Item(_bare(atom), at)]
    if isinstance(atom, Text) and form == "text":
        read = slot.type.read(atom.text)
        if read is not None:
            return [Item(read, at)]
        return _wrong(f'"{atom.text}"', slot, report, at)
    if isinstance(atom, Pair) and form == "pair":
        return _pair(atom, slot, lets, report, at)
    if isinstance(atom, Call) and form == "call":
        return [Item(_call(atom), at)]
    return _misplaced(atom, slot, report, at)


def _bare(atom: Word) -> CallItem:
    return CallItem(atom.text, ())


def _call(atom: Call) -> CallItem:
    arguments = atom.argument.atoms if atom.argument else ()
    return CallItem(
        atom.word.text,
        tuple(
            Item(found.text if isinstance(found, Word | Text) else found.span.text, found.span)
            for found in arguments
        ),
    )


def _words(atom: Word, slot: Slot, lets: Lets, report: Report, at: Span) -> list[Item] | None:
    read = slot.type.read
    if "[" not in atom.text:
        value = read(atom.text)
        return [Item(value, at)] if value is not None else _wrong(atom.text, slot, report, at)
    pattern = expand(atom, report)
    if pattern.is_poisoned or not lets.spend(pattern.count, at, report):
        return None
    found = []
    for word in pattern.words():
        value = read(word)
        if value is None:
            return _wrong(word, slot, report, at)
        found.append(Item(value, at))
    return found


def _pair(atom: Pair, slot: Slot, lets: Lets, report: Report, at: Span) -> list[Item] | None:
    left, right = expand(atom.left, report), expand(atom.right, report)
    if left.is_poisoned or right.is_poisoned:
        return None
    if not lets.spend(max(left.count, right.count), at, report):
        return None
    lefts, rights = list(left.words()), list(right.words())
    if 1 not in (len(lefts), len(rights)) and len(lefts) != len(rights):
        report.error(
            "uneven-ranges",
            f"{counted(len(lefts), 'port')} published but {len(rights)} inside",
            at=at,
            note="ranges of equal length march together, and a single value repeats",
            help="make both sides of `->` equally long, or one of them a single port",
        )
        return None
    size = max(len(lefts), len(rights))
    lefts, rights = lefts * (size // len(lefts)), rights * (size // len(rights))
    found = []
    for outer, inner in zip(lefts, rights, strict=True):
        value = slot.type.read(f"{outer}->{inner}")
        if value is None:
            return _wrong(f"{outer} -> {inner}", slot, report, at)
        found.append(Item(value, at))
    return found


def _looked_up(
    atom: Word, slot: Slot, lets: Lets, report: Report, at: Span, depth: int
) -> list[Item] | None:
    name = atom.text[1:]
    value = lets.values.get(name)
    if value is None or depth > 16:
        lets.guesses -= 1
        near = nearest(name, lets.values) if lets.guesses >= 0 else None
        report.error(
            "unknown-let",
            f"no `let` is called `{name}`" if value is None else f"`{name}` stands for itself",
            at=at,
            says="not declared in this topology" if value is None else "",
            help=f"write `${near}`" if near else f"declare it: `let {name or 'name'} VALUE`",
        )
        return None
    found: list[Item] = []
    if not lets.spend(len(value.atoms), at, report):
        return None
    for inner in value.atoms:
        some = _atom(inner, slot, lets, report, at, depth + 1)
        if some is None:
            return None
        found.extend(some)
    return found


def _plain_secret(report: Report, at: Span, own: Span) -> list[Item] | None:
    """Report a password in the file, without repeating it."""
    report.add(
        Diagnostic(
            rule="plain-secret",
            level=Level.ERROR,
            title="a password is written in the file",
            primary=Label(at, "anyone who reads this file can log in"),
            notes=("artifacts carry the name of a secret, and its value is read on the machines",),
            helps=("declare it, as in `secret root from env`, and write `secret.root` here",),
            masked=(at, own),
        )
    )
    return None


def _wrong(text: str, slot: Slot, report: Report, at: Span) -> list[Item] | None:
    kind = slot.type
    near = nearest(text, slot.choices) if slot.choices else None
    note = kind.sentence
    if slot.choices and not note:
        note = f"it is one of {listed([f'`{word}`' for word in slot.choices], 9, 'or')}"
    shown = text if len(text) <= 60 else text[:57] + "…"
    report.error(
        "type",
        f"`{shown}` is not {a(kind.noun)}",
        at=at,
        says=f"{a(slot.type.noun)} belongs here",
        note=note,
        help=f"write `{near}`" if near else f"write it as in `{kind.example}`",
        fix=rewrite(at, text, near),
    )
    return None


def _misplaced(atom: Atom, slot: Slot, report: Report, at: Span) -> list[Item] | None:
    what = {Word: "a bare word", Text: "a quoted text", Call: "a call", Pair: "a pair"}[type(atom)]
    why = {
        "text": "what the compiler only carries is quoted: images, paths, lines for an engine",
        "word": "what the compiler understands is bare: names, addresses, ports, sizes",
        "pair": "published and inner port are written with an arrow",
        "call": "a method is written with its argument in parentheses",
    }[slot.type.form]
    report.error(
        "type",
        f"{what} where {a(slot.type.noun)} belongs",
        at=at,
        note=why,
        help=f"write it as in `{slot.type.example}`",
    )
    return None
