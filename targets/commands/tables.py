"""The tables that scripts go through: of a Swarm who manages it, labels, networks; of a registry.

A first line that is a comment names the columns; they stand apart by tabs. Commands that name no
machine are made of them: `docker swarm init`, `docker node update`, `docker network create`.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.hub import Mirrored, Trust
from dbstackc.lint.facts.image import Built
from dbstackc.lint.facts.machine import Host, Label, Range, Swarm
from dbstackc.lint.facts.reach import Access
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.reader import Context

from .docker import network
from .split import Word

_FIELD = re.compile(r"[^\t]+")
_WORD = re.compile(r"[^ ]+")

MOST = 100_000
"""Rows that are looked at: no Swarm has as many machines."""

LONGEST = 4000
"""Letters of a row that is looked at."""

Row = tuple[Said, ...]
"""The fields of a line."""


class Table(NamedTuple):
    """A table: what it is from, its first line, and its rows."""

    source: Source
    head: str
    rows: tuple[Row, ...]


class Tables:
    """What reads tables."""

    kind = "tables"
    title = "a table that scripts of a bundle go through"
    example = "managers.txt"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is a table, 0 to 100: by its first line, and its first row."""
        kind = _KINDS.get(_head(text[:200]))
        if kind is None:
            return 0
        rows = text[:2000].splitlines()[1:2]
        return 80 if all(len(row.split("\t")) == kind.columns for row in rows) else 0

    def read(self, source: Source, context: Context, report: Report) -> Table:
        """Return the rows of a text; of what is no table, none."""
        return Table(source, _head(source.text), tuple(islice(_rows(source), MOST)))

    def write(self, document: Table) -> str:
        """Return the text, as it was read."""
        return document.source.text

    def see(self, document: Table) -> Iterator[Fact]:
        """Yield what the rows say; a line that has other columns says nothing."""
        kind = _KINDS.get(document.head)
        for number, row in enumerate(document.rows if kind is not None else ()):
            if kind is not None and len(row) == kind.columns:
                yield from kind.facts(row, number)

    def secrets(self, document: Table) -> Iterator[Span]:
        """Yield nothing: no table holds a password."""
        yield from ()


def _head(text: str) -> str:
    """Return the first line, if it is a comment, else ""."""
    return text.partition("\n")[0].rstrip() if text.startswith("# ") else ""


def _rows(source: Source) -> Iterator[Row]:
    text, start = source.text, 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start : min(end, start + LONGEST)].rstrip("\r")
        if end - start < LONGEST and line.strip() and not line.startswith("#"):
            yield tuple(
                Said(match[0], Span(source, start + match.start(), start + match.end()))
                for match in _FIELD.finditer(line)
            )
        start = end + 1


def _whole(row: Row) -> Span:
    return row[0].span.join(row[-1].span)


def _leading(row: Row, number: int) -> Iterator[Fact]:
    name = Said("join" if number else "init", row[0].span)
    yield Swarm(name=name, span=_whole(row), node=row[0], role="manager")


def _host(row: Row, number: int) -> Iterator[Fact]:
    yield Host(name=row[0], span=_whole(row), address=row[1])


def _label(row: Row, number: int) -> Iterator[Fact]:
    yield Label(name=row[1], span=_whole(row), node=row[0])


def _range(row: Row, number: int) -> Iterator[Fact]:
    yield Range(name=row[0], span=_whole(row), length=row[1])


def _network(row: Row, number: int) -> Iterator[Fact]:
    options = row[2]
    words = [
        Word(match[0], Span(options.span.source, start + match.start(), start + match.end()))
        for start in (options.span.start,)
        for match in _WORD.finditer(options.text)
    ]
    yield from network([*words, Word(row[1].text, row[1].span)], _whole(row))


def _trusted(row: Row, number: int) -> Iterator[Fact]:
    if row[4].text != "-":
        yield Trust(name=row[4], span=_whole(row), hub=row[1])


def _mirrored(row: Row, number: int) -> Iterator[Fact]:
    yield Mirrored(name=row[0], span=_whole(row), second=row[1])


def _login(row: Row, number: int) -> Iterator[Fact]:
    yield from _host(row, number)
    yield Access(name=row[2], span=_whole(row), port=row[3])


def _image(row: Row, number: int) -> Iterator[Fact]:
    folder = Said(f"../{row[2].text}", row[2].span)
    yield Built(name=row[1], span=_whole(row), folder=folder)


class _Kind(NamedTuple):
    """A kind of table: how many columns it has, and what a row of it says; rows count from 0."""

    columns: int
    facts: Callable[[Row, int], Iterator[Fact]]


_KINDS = {
    "# host: managers of the swarm, the first one makes it": _Kind(1, _leading),
    "# host, address": _Kind(2, _host),
    "# host, label": _Kind(2, _label),
    "# pool, length of the prefix of each overlay out of it": _Kind(2, _range),
    "# host, network, options": _Kind(3, _network),
    "# host, address, account, secret, authority": _Kind(5, _trusted),
    "# image, its name in the registry": _Kind(2, _mirrored),
    "# host, address, login, port": _Kind(4, _login),
    "# host, image, folder": _Kind(3, _image),
}
"""By their first lines. Source: the scripts of a bundle, steps/on.sh (pick)."""
