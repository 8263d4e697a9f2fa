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
from dbstackc.lint.reader import Beside

from .lines import Fault, Option, lines

MOST = 50
"""Files that one file may include, with what those include."""

_GROUPS = re.compile(
    r"^[ \t]*\[(?:mysqld(?:[-_][\w.]+)?|client|mysql|mysqldump|mysqld_safe|server"
    r"|mariadb(?:[-_][\w.]+)?|galera|sst|xtrabackup|client-server|embedded|mysqlhotcopy"
    r"|isamchk|myisamchk)\][ \t\r]*$",
    re.M,
)


_OTHERS = (".sh", ".bash", ".sql", ".py", ".yml", ".yaml", ".rb", ".pp")
"""Ends of names of what may hold an option file, and is none."""


class File(NamedTuple):
    """A whole file: what it is from, its options in order, and lines that are none.

    What it includes stands among its options, at the place where it is included.
    """

    source: Source
    options: tuple[Option, ...]
    faults: tuple[Fault, ...] = ()


def claims(name: str, text: str) -> int:
    """Return how surely a text is an option file, 0 to 100: a group that is read by MySQL.

    A script or a recipe that holds one is none: before the first group stands no other line.
    """
    head = text[:200_000]
    found = len(_GROUPS.findall(head))
    if not found:
        return 0
    if name.endswith(_OTHERS):
        return 0
    is_named = name.endswith((".cnf", ".ini"))
    first = next((line for line in head.splitlines() if line.strip()[:1] not in ("#", ";", "")), "")
    if head.startswith("#!") or (first.strip()[:1] not in ("[", "!", "{") and not is_named):
        return 0
    return 90 if is_named or found > 1 else 60


def read(source: Source, beside: Beside) -> File:
    """Return what a text says, with what it includes."""
    return _read(source, beside, {source.name})


def _read(source: Source, beside: Beside, seen: set[str]) -> File:
    options: list[Option] = []
    faults: list[Fault] = []
    for line in lines(source):
        if isinstance(line, Option):
            options.append(line)
        elif isinstance(line, Fault):
            faults.append(line)
        elif not line.is_folder and len(seen) < MOST:
            other = beside(line.place.text)
            if other is not None and other.name not in seen:
                seen.add(other.name)
                options += _read(other, beside, seen).options
    return File(source, tuple(options), tuple(faults))


def see(file: File) -> Iterator[Options]:
    """Yield the one fact of a file."""
    groups: dict[str, dict[str, Said]] = {}
    for option in file.options:
        groups.setdefault(option.group, {})[option.name] = option.value
    whole = Span(file.source, 0, len(file.source.text))
    own = [option for option in file.options if option.at.source is file.source]
    at = own[0].at if own else Span(file.source, 0, 0)
    yield Options(name=Said(file.source.name, at), span=whole, groups=groups)


def secrets(file: File) -> Iterator[Span]:
    """Yield where passwords stand."""
    for option in file.options:
        if option.value.secret and option.at.source is file.source:
            yield option.value.span
