"""Units of systemd that exist, read as they stand; nothing of them is judged.

Source: systemd 252, systemd.syntax(7), systemd.unit(5).
"""

import re
from collections.abc import Iterator
from posixpath import basename
from typing import NamedTuple

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.facts.timed import Unit
from dbstackc.lint.reader import Context

_SECTION = re.compile(r"^\[(Service|Timer)\][ \t]*\r?$", re.M)
_KEY = re.compile(
    r"^(?:Exec(?:Start|StartPre|StartPost|Stop|StopPost|Reload|Condition)"
    r"|On(?:Calendar|BootSec|StartupSec|ActiveSec|UnitActiveSec|UnitInactiveSec))[ \t]*=",
    re.M,
)


class File(NamedTuple):
    """A whole unit: what it is from, and its settings by `Section.Key`, in order."""

    source: Source
    settings: tuple[tuple[str, Said], ...]


class Reader:
    """What reads services and timers of systemd."""

    kind = "units"
    title = "a service or a timer of systemd"
    example = "copy.timer"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is a service or a timer, 0 to 100: by a section and its keys."""
        head = text[:100_000]
        return 85 if _SECTION.search(head) and _KEY.search(head) else 0

    def read(self, source: Source, context: Context, report: Report) -> File:
        """Return the settings of a text."""
        return File(source, tuple(_settings(source)))

    def write(self, document: File) -> str:
        """Return the text of a unit, as it was read."""
        return document.source.text

    def see(self, document: File) -> Iterator[Fact]:
        """Yield the one fact of a unit."""
        if document.settings:
            source = document.source
            name = Said(basename(source.name), document.settings[0][1].span)
            whole = Span(source, 0, len(source.text))
            yield Unit(name=name, span=whole, settings=document.settings)

    def secrets(self, document: File) -> Iterator[Span]:
        """Yield where a variable is given a value: it may be a password."""
        for key, said in document.settings:
            if key == "Service.Environment" and said.text:
                yield said.span


def _settings(source: Source) -> Iterator[tuple[str, Said]]:
    """Yield the settings of a text; a line that ends in `\\` goes on in the next one.

    Comments may stand between the lines of a value.
    """
    section, key = "", ""
    parts: list[str] = []
    start = end = at = 0
    for line in source.text.split("\n"):
        bare = line.rstrip("\r")
        text = bare.strip(" \t")
        is_comment = text.startswith(("#", ";"))
        goes_on = bare.endswith("\\") and not is_comment
        if not parts and not is_comment:
            begun, equals, value = bare.partition("=")
            if text.startswith("[") and text.endswith("]"):
                section = text[1:-1]
            elif equals and section:
                key = f"{section}.{begun.strip()}"
                start = at + len(begun) + 1 + len(value) - len(value.lstrip(" \t"))
                parts.append(value)
                end = at + len(bare)
        elif parts and not is_comment:
            parts.append(bare)
            end = at + len(bare)
        if parts and not is_comment:
            if goes_on:
                parts[-1] = parts[-1][:-1]
            else:
                yield _said(source, key, parts, start, end)
                parts = []
        at += len(line) + 1
    if parts:
        yield _said(source, key, parts, start, end)


def _said(source: Source, key: str, parts: list[str], start: int, end: int) -> tuple[str, Said]:
    text = " ".join(each.strip(" \t") for each in parts)
    if len(parts) == 1:
        end = start + len(text)
    return key, Said(text, Span(source, min(start, end), end))
