"""SQL that makes a server follow another one, in a file of SQL or typed into a container."""

import re
from collections.abc import Iterator, Sequence

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.machine import Follow
from dbstackc.lint.facts.said import Said

from .flags import EXEC, read
from .split import Command

_CHANGE = re.compile(
    r"\bchange\s+(?:master(?:\s+'[^'\n]*')?|replication\s+source)\s+to\s(?P<body>[^;]{0,2000})",
    re.I,
)
_GIVEN = re.compile(
    r"\b(?:master|source)_(?P<name>host|port|user|password)\s*=\s*\\?"
    r"(?:'(?P<one>[^'\n]*)'|\"(?P<two>[^\"\n]*?)\\?\"|(?P<number>\d+))",
    re.I,
)
_TYPED = frozenset(("bash", "sh", "ash", "mysql", "mariadb"))
"""Programs into which SQL is typed, or a client is."""


def follows(source: Source, commands: Sequence[Command]) -> Iterator[Follow]:
    """Yield each step that makes a server follow another one; none whose host is not said.

    Source: MySQL 8.4 Reference Manual, "CHANGE REPLICATION SOURCE TO Statement"; MariaDB Knowledge
    Base, "CHANGE MASTER TO".
    """
    for match in _CHANGE.finditer(source.text):
        start = match.start("body")
        given = {
            each["name"].lower(): _said(source, each, start)
            for each in _GIVEN.finditer(match["body"])
        }
        host = given.get("host")
        if host is not None and host.text and "$" not in host.text:
            yield Follow(
                name=host,
                span=Span(source, match.start(), match.end()),
                port=given.get("port"),
                user=given.get("user"),
                password=given.get("password"),
                inside=_inside(commands, match.start()),
            )


def _said(source: Source, match: re.Match[str], start: int) -> Said:
    group = next(name for name in ("one", "two", "number") if match[name] is not None)
    low, high = match.span(group)
    span = Span(source, start + low, start + high)
    return Said(match[group], span, match["name"].lower() == "password")


def _inside(commands: Sequence[Command], at: int) -> Said | None:
    """Return the container in which a place of a text is typed: the last that was entered."""
    for command in reversed(commands):
        if command.span.start <= at and command.program in ("docker", "podman"):
            words = command.words[1:]
            rest = read(words[1:], EXEC).rest if words and words[0].text == "exec" else ()
            if len(rest) > 1 and rest[0].certain:
                is_typed = rest[1].text.rpartition("/")[2] in _TYPED
                return Said(rest[0].text, rest[0].span) if is_typed else None
            return None
    return None
