"""A lossless document of the plain files beside MyCat's XML: lines, and what they assign."""

import re
from collections.abc import Iterator

from dbstackc.base.record import record
from dbstackc.base.source import Source
from dbstackc.base.span import Span

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_PAIR = re.compile(r"[ \t\f]*([^=:\s#!][^=:\s]*)[ \t\f]*[=: \t][ \t\f]*(.*)")


@record(frozen=True, slots=True)
class Pair:
    """A line that gives a name a value, and where both stand."""

    name: str
    value: str
    name_at: Span
    at: Span


class Lines:
    """A document: the lines with their ends, which are the text."""

    __slots__ = ("kind", "lines", "source")

    def __init__(self, source: Source, kind: str) -> None:
        self.source = source
        self.kind = kind
        self.lines = _LINE.findall(source.text)

    def pairs(self) -> Iterator[Pair]:
        """Yield what the lines assign, in order; comments and lines without `=` are no pairs."""
        start = 0
        for line in self.lines:
            found = _PAIR.match(line.rstrip())
            if found is not None and not found[1].startswith("//"):
                name, value = (
                    Span(self.source, start + found.start(part), start + found.end(part))
                    for part in (1, 2)
                )
                yield Pair(found[1], found[2], name, value)
            start += len(line)

    def find(self, name: str) -> Pair | None:
        """Return the last pair of a name."""
        found = [pair for pair in self.pairs() if pair.name == name]
        return found[-1] if found else None

    def line(self, number: int) -> Span:
        """Return where a line stands, without blanks around it; number: from 1."""
        before = self.lines[: number - 1]
        start = sum(map(len, before))
        text = self.lines[number - 1] if number <= len(self.lines) else ""
        start += len(text) - len(text.lstrip())
        return Span(self.source, start, start + len(text.strip()))
