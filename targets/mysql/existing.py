"""Option files of MySQL and MariaDB that exist, read as their servers read them.

Source: MySQL 8.4 Reference Manual, "Using Option Files"; MariaDB Knowledge Base, "Configuring
MariaDB with Option Files".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.machine import Options
from dbstackc.lint.facts.said import Said

_GROUP = re.compile(r"[ \t]*\[(?P<name>[^\]\n]+)\]")
_NAME = re.compile(r"[A-Za-z][\w.-]*")
_QUOTED = re.compile(r"(?P<mark>['\"])(?P<text>.*)(?P=mark)")
_GROUPS = re.compile(
    r"^[ \t]*\[(?:mysqld(?:[-_][\w.]+)?|client|mysql|mysqldump|mysqld_safe|server"
    r"|mariadb(?:[-_][\w.]+)?|galera|sst|xtrabackup|client-server|embedded|mysqlhotcopy"
    r"|isamchk|myisamchk)\][ \t\r]*$",
    re.M,
)
PASSWORDS = frozenset(("password", "wsrep_sst_auth", "master_password", "report_password"))
"""Options that are passwords, or hold one."""


class Option(NamedTuple):
    """A line that sets something: its group, and what it says; included: a file that it names."""

    group: str
    name: str
    value: Said
    at: Span


class File(NamedTuple):
    """A whole file: what it is from, and its options, in order."""

    source: Source
    options: tuple[Option, ...]


def claims(name: str, text: str) -> int:
    """Return how surely a text is an option file, 0 to 100: a group that is read by MySQL."""
    found = len(_GROUPS.findall(text[:200_000]))
    if not found:
        return 0
    return 90 if name.endswith((".cnf", ".ini")) or found > 1 else 60


def read(source: Source) -> File:
    """Return the options of a text; nothing is refused."""
    return File(source, tuple(_options(source)))


def _options(source: Source) -> Iterator[Option]:
    group, at, text = "", 0, source.text
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if line.lstrip()[:1] not in ("#", ";", ""):
            head = _GROUP.match(line)
            if head is not None:
                group = head["name"].strip().lower()
            elif (option := _option(source, group, at, line)) is not None:
                yield option
        at = end + 1


def _option(source: Source, group: str, at: int, line: str) -> Option | None:
    """Return what a line sets; None for one that sets nothing. at: where it begins."""
    left, equals, right = line.partition("=")
    written = left.strip()
    if not _NAME.fullmatch(written):
        return None
    name = written.replace("-", "_").lower().removeprefix("loose_")
    start = at + len(left) - len(left.lstrip())
    span = Span(source, start, start + len(written))
    if not equals:
        return Option(group, name, Said("", span), span)
    text = right.strip()
    start = at + len(left) + 1 + len(right) - len(right.lstrip())
    comment = text.find(" #")
    if comment >= 0 and not text.startswith(("'", '"')):
        text = text[:comment].rstrip()
    quoted = _QUOTED.fullmatch(text)
    if quoted is not None:
        text, start = quoted["text"], start + 1
    value = Said(text, Span(source, start, start + len(text)), name in PASSWORDS)
    return Option(group, name, value, span)


def see(file: File) -> Iterator[Options]:
    """Yield the one fact of a file."""
    groups: dict[str, dict[str, Said]] = {}
    for option in file.options:
        groups.setdefault(option.group, {})[option.name] = option.value
    whole = Span(file.source, 0, len(file.source.text))
    at = file.options[0].at if file.options else Span(file.source, 0, 0)
    yield Options(name=Said(file.source.name, at), span=whole, groups=groups)


def secrets(file: File) -> Iterator[Span]:
    """Yield where passwords stand."""
    for option in file.options:
        if option.value.secret:
            yield option.value.span
