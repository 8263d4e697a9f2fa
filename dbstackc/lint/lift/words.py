"""Statements put together from what was read: every word keeps its place in the file it is from."""

import re
from collections.abc import Iterable, Iterator, Sequence

from dbstackc.base.span import Span
from dbstackc.base.text import bracketed
from dbstackc.lint.facts.said import Said
from dbstackc.syntax.tree import Atom, Call, Clause, Comment, Pair, Statement, Text, Value, Word

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,62}", re.ASCII)
_APART = ("network", "secret", "shard")
"""Kinds of things whose names are theirs alone; all others share one set."""

_UNFIT = re.compile(r"[^A-Za-z0-9_.-]+", re.ASCII)


def is_name(text: str) -> bool:
    """Return whether the language takes a text for a name as it stands."""
    return bool(_NAME.fullmatch(text)) and not text.endswith((".", "-"))


def word(said: Said) -> Word:
    """Return a bare word."""
    return Word(said.text, said.span)


def address(said: Said) -> Word:
    """Return an address or a network as a bare word: IPv6 stands in brackets."""
    inside, slash, bits = said.text.partition("/")
    return Word(f"{bracketed(inside)}{slash}{bits}", said.span)


def text(said: Said) -> Text:
    """Return a quoted text."""
    return Text(said.text, said.span)


def call(name: str, argument: Said) -> Call:
    """Return `name(argument)`."""
    inner = Value((word(argument),), argument.span)
    return Call(Word(name, argument.span), inner, argument.span)


def bare_call(name: str, at: Span) -> Call:
    """Return `name()`."""
    return Call(Word(name, at), None, at)


def pair(outside: int, inside: int, at: Span) -> Pair:
    """Return `outside -> inside`."""
    return Pair(Word(str(outside), at), Word(str(inside), at), at)


def value(*atoms: Atom) -> Value:
    """Return atoms with commas between them; at least one."""
    return Value(atoms, atoms[0].span)


def clause(preposition: str, *atoms: Atom) -> Clause:
    """Return a small word and the atoms after it, with commas between them."""
    return Clause(Word(preposition, atoms[0].span), (value(*atoms),), atoms[0].span)


def statement(
    head: str,
    at: Span,
    values: Sequence[Value] = (),
    clauses: Sequence[Clause] = (),
    block: Sequence[Statement] | None = None,
    *,
    inline: bool = False,
    blank: bool = False,
    before: Iterable[str] = (),
) -> Statement:
    """Return a statement; at: all of what it says, in the file that it is from.

    before: lines of a comment above it, with their `#`.
    """
    return Statement(
        Word(head, Span(at.source, at.start, min(at.end, at.start + len(head)))),
        tuple(values),
        tuple(clauses),
        None if block is None else tuple(block),
        at,
        before=tuple(Comment(line, at) for line in before),
        inline=inline,
        blank=blank,
    )


def shown(made: Statement | Clause) -> str:
    """Return all that a statement or a clause says, without its places."""
    if isinstance(made, Clause):
        return " ".join((made.preposition.text, *_texts(made.values)))
    inner: tuple[Statement | Clause, ...] = (*made.clauses, *(made.block or ()))
    return " ".join((made.word.text, *_texts(made.values), *map(shown, inner)))


def _texts(given: Iterable[Value]) -> Iterator[str]:
    yield from (a.text for said in given for a in said.atoms if isinstance(a, Word | Text))


class Names:
    """Names that the language takes, made from whatever things are called elsewhere.

    changed: by name, what files call it, where that is another one.
    """

    def __init__(self) -> None:
        self._taken: set[tuple[str, str]] = set()
        self.changed: dict[str, str] = {}

    def take(self, wanted: str, otherwise: str) -> str:
        """Return a name that is not taken yet, as near to the wanted one as can be.

        otherwise: what to call it where nothing of the wanted name is left.
        """
        name = _UNFIT.sub("-", wanted).strip("-.")[:55]
        if not _NAME.fullmatch(name):
            name = f"{otherwise}-{name}" if name else otherwise
        made, number = name, 1
        space = otherwise if otherwise in _APART else ""
        while (space, made.lower()) in self._taken:
            number += 1
            made = f"{name}-{number}"
        self._taken.add((space, made.lower()))
        if made != wanted and wanted:
            self.changed[made] = f"`{wanted}`"
        return made

    def invent(self, made: str, called: str) -> str:
        """Return a name for what has none in the files; called: what it is, in words."""
        name = self.take(made, made)
        self.changed[name] = called
        return name
