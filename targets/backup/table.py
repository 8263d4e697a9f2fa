"""The table by which a host copies clusters, as the script beside it reads it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.facts.timed import Copied
from dbstackc.lint.reader import Context

_ROW = re.compile(
    r"[^\t\n#][^\t\n]*\t[^\t\n]+\t[^\t\n]+\t(?:member|replica|source)\t(?:files|dump)\t[^\t\n]+"
    r"\t[^\t\n]+\t/[^\t\n]*\t\d+s?\t\d+\t\d+\t(?:yes|no)\t(?:-|/[^\t\n]*)"
)
_FIRST = re.compile(rf"(?:#[^\n]*\n|[ \t]*\n)*{_ROW.pattern}(?:\n|$)")


class File(NamedTuple):
    """A whole table: what it is from, and the fields of its rows."""

    source: Source
    rows: tuple[tuple[Said, ...], ...]


class Reader:
    """What reads the table of what a host copies."""

    kind = "copies"
    title = "what a host copies, a row for each cluster"
    example = "backup.txt"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is such a table, 0 to 100: by its first row."""
        return 90 if _FIRST.match(text[:20_000]) else 0

    def read(self, source: Source, context: Context, report: Report) -> File:
        """Return the rows of a text; what is no row is kept, and read by nobody."""
        rows, at = [], 0
        for line in source.text.split("\n"):
            if _ROW.fullmatch(line):
                rows.append(tuple(_fields(source, line, at)))
            at += len(line) + 1
        return File(source, tuple(rows))

    def write(self, document: File) -> str:
        """Return the text of a table, as it was read."""
        return document.source.text

    def see(self, document: File) -> Iterator[Fact]:
        """Yield the rows."""
        for name, *rest in document.rows:
            whole = Span(document.source, name.span.start, rest[-1].span.end)
            stack, node, role, how, account, secret, folder, *more = rest
            kept, limit, gap, mounted, then = more
            yield Copied(
                name=name,
                span=whole,
                stack=stack,
                node=node,
                role=role,
                how=how,
                account=account,
                secret=secret,
                folder=folder,
                kept=kept,
                limit=limit,
                gap=gap,
                mounted=mounted,
                then=then,
            )

    def secrets(self, document: File) -> Iterator[Span]:
        """Yield nothing: a table names secrets, and holds none."""
        yield from ()


def _fields(source: Source, line: str, at: int) -> Iterator[Said]:
    for field in line.split("\t"):
        yield Said(field, Span(source, at, at + len(field)))
        at += len(field) + 1
