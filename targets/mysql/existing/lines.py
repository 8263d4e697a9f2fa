"""The lines of an option file, read as the servers read them.

A `#` outside of quotes begins a comment wherever it stands, so that a password with one is cut.
Quotes around a whole value fall away; a few escapes in it become letters, quoted or not.

Source: MySQL 8.4 Reference Manual, "Using Option Files"; MariaDB Knowledge Base, "Configuring
MariaDB with Option Files"; both servers' mysys/my_default.c, `search_default_file_with_ext` and
`remove_end_comment`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Said

_INCLUDE = re.compile(r"!include(?:dir)?(?=\s|$)")
_PREFIX = re.compile(r"loose[_-]", re.I)
_ESCAPES = {
    "n": "\n", "t": "\t", "r": "\r", "b": "\b", "s": " ", '"': '"', "'": "'", "\\": "\\",
}  # fmt: skip
_ESCAPE = re.compile(r"\\(.)", re.S)
PASSWORDS = frozenset(
    ("password", "wsrep_sst_auth", "master_password", "report_password", "password1", "password2")
)
"""Options that are passwords, or hold one."""


class Option(NamedTuple):
    """A line that sets something.

    group: in small letters. name: as servers compare it: small letters, underscores, no `loose_`.
    value: "" where none is given. at: the name as it is written. given: whether there is a `=`.
    loose: whether a server goes on where it does not know the name.
    """

    group: str
    name: str
    value: Said
    at: Span
    given: bool = True
    loose: bool = False


class Include(NamedTuple):
    """A line that reads another file, or all of a folder: what it names."""

    place: Said
    is_folder: bool


class Fault(NamedTuple):
    """A line that no program reads on from, and why."""

    at: Span
    why: str


Line = Option | Include | Fault


def lines(source: Source) -> Iterator[Line]:
    """Yield what the lines of a text say, in order."""
    group, at, text = "", 0, source.text
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        start = at + len(line) - len(line.lstrip())
        line = line.strip()
        at = end + 1
        if line[:1] in ("#", ";", ""):
            continue
        span = Span(source, start, start + len(line))
        if line.startswith("!"):
            if (found := _include(source, start, line)) is not None:
                yield found
        elif line.startswith("["):
            close = line.find("]")
            if close < 0:
                yield Fault(span, "the name of a group ends with `]`")
                continue
            group = line[1:close].rstrip().lower()
        elif not group:
            yield Fault(span, "an option stands under a group, as in `[mysqld]`")
        elif (option := _option(source, group, start, line)) is not None:
            yield option


def _include(source: Source, start: int, line: str) -> Line | None:
    match = _INCLUDE.match(line)
    place = line[match.end() :].strip() if match is not None else ""
    if match is None or not place:
        if match is None:
            return None
        return Fault(Span(source, start, start + len(line)), f"`{match[0]}` names nothing")
    at = start + len(line) - len(place)
    return Include(Said(place, Span(source, at, at + len(place))), match[0] == "!includedir")


def uncommented(line: str) -> str:
    """Return a line up to where a comment begins in it."""
    quote, escaped = "", False
    for at, char in enumerate(line):
        if char in "'\"" and not escaped:
            quote = char if not quote else "" if quote == char else quote
        if not quote and char == "#":
            return line[:at]
        escaped = bool(quote) and char == "\\" and not escaped
    return line


def _option(source: Source, group: str, start: int, line: str) -> Option | None:
    """Return what a line sets; None for one that sets nothing. start: where it begins."""
    left, equals, right = uncommented(line).partition("=")
    written = left.strip()
    if not written:
        return None
    loose = _PREFIX.match(written)
    name = (written[loose.end() :] if loose else written).replace("-", "_").lower()
    span = Span(source, start, start + len(written))
    if not equals:
        return Option(group, name, Said("", span), span, False, bool(loose))
    text = right.strip()
    at = start + len(left) + 1 + len(right) - len(right.lstrip())
    if len(text) > 1 and text[0] in "'\"" and text[0] == text[-1]:
        text, at = text[1:-1], at + 1
    where = Span(source, at, at + len(text))
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: _ESCAPES.get(match[1], match[0]), text)
    return Option(group, name, Said(text, where, name in PASSWORDS), span, True, bool(loose))
