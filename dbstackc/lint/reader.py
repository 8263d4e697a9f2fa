"""The contract of a reader: a text of one kind into a lossless document, and into facts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.emit.load import load, names
from dbstackc.lint.facts.said import Fact

Beside = Callable[[str], Source | None]
"""Gives a file by its path relative to the one that names it; None for what is not among the paths
that were given, or cannot be read."""

Inside = Callable[[str], Sequence[Source]]
"""Gives the files of a folder, in the order of their names; none of one that is not among the paths
that were given."""


def nothing_inside(path: str) -> Sequence[Source]:
    """Return no file: of a text whose surroundings are not known."""
    return ()


@record(frozen=True, slots=True)
class Context:
    """What surrounds a text that is read.

    beside: how a file that it includes is had.
    fragment: whether it is a part of a file, as a document shows one: what a whole file must have
        may be missing.
    variables: of the environment, where a file beside it says them (a `.env`).
    under: the files that a command lays this one over, by paths relative to it, the lowest first.
    is_part: whether another file includes it: what it names may be there.
    inside: how the files of a folder that it includes are had.
    """

    beside: Beside
    fragment: bool = False
    variables: Mapping[str, str] = {}
    under: tuple[str, ...] = ()
    is_part: bool = False
    inside: Inside = nothing_inside


@record(frozen=True, slots=True)
class Text:
    """A text to read: how what it includes is had, and whether it was named itself.

    under: the files that a command lays it over. is_part: whether another file includes it.
    inside: how the files of a folder are had.
    """

    source: Source
    beside: Beside
    named: bool = True
    under: tuple[str, ...] = ()
    is_part: bool = False
    inside: Inside = nothing_inside


class Reader(Protocol):
    """One kind of file that exists already.

    kind: as `--kind` says it. title: what such a file is, in a phrase. example: a file name that is
    usual. comment: how a comment of one line begins and ends ("#", "").
    """

    kind: str
    title: str
    example: str
    comment: tuple[str, str]

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is of this kind, 0 (it is not) to 100.

        By its content; a name alone is worth less than 50. Fast, and harmless on any text.
        """

    def read(self, source: Source, context: Context, report: Report) -> Any:
        """Return the lossless document of a text; whatever it holds, nothing is raised.

        What the engine itself would refuse is reported as an error, with the engine's reason; what
        is unknown is kept. Rules are not for here.
        """

    def write(self, document: Any) -> str:
        """Return the text of a document: that which was read, where nothing was changed."""

    def see(self, document: Any) -> Iterator[Fact]:
        """Yield what a document says of the stack."""

    def secrets(self, document: Any) -> Iterator[Span]:
        """Yield where a document holds a value that must not be shown."""


@record(frozen=True, slots=True)
class Read:
    """A text that was read: its reader, its document, its facts."""

    source: Source
    reader: Reader
    document: Any
    facts: tuple[Fact, ...]
    context: Context


@lru_cache(maxsize=2)
def readers(place: Path | None = None) -> tuple[Reader, ...]:
    """Return all readers: what targets call READERS, in alphabetical order of their kinds."""
    found: list[Reader] = []
    for name in names(place):
        found += getattr(load(name, place), "READERS", ())
    return tuple(sorted(found, key=lambda each: each.kind))


def choose(name: str, text: str, among: Sequence[Reader]) -> Reader | None:
    """Return the reader that claims a text most surely, or None where none is half sure."""
    claims = [(each.claims(name, text), each) for each in among]
    best = max(claims, key=lambda each: each[0], default=(0, None))
    return best[1] if best[0] >= 50 else None
