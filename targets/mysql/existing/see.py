"""Option files of MySQL and MariaDB that exist, read as their servers read them.

Source: MySQL 8.4 Reference Manual, "Using Option Files"; MariaDB Knowledge Base, "Configuring
MariaDB with Option Files".
"""

import re
from collections.abc import Iterable, Iterator
from posixpath import dirname, join
from typing import NamedTuple

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Part
from dbstackc.lint.facts.machine import Options
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.reader import Beside, Inside

from .lines import Fault, Include, Option, lines

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

    What it includes stands among its options, at the place where it is included. taken: the files
    that it includes, by what asks for them and their names.
    """

    source: Source
    options: tuple[Option, ...]
    faults: tuple[Fault, ...] = ()
    taken: tuple[tuple[Said, str], ...] = ()


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


def read(source: Source, beside: Beside, inside: Inside) -> File:
    """Return what a text says, with what it includes.

    A file has no groups when it is begun, whatever group includes it.
    """
    return _Reading(beside, inside).read(source, "")


class _Reading:
    """Follow what files include, each file once."""

    def __init__(self, beside: Beside, inside: Inside) -> None:
        self.beside = beside
        self.inside = inside
        self.seen: set[str] = set()

    def read(self, source: Source, folder: str) -> File:
        """Read a file. folder: where it is, from the one that is read first."""
        self.seen.add(source.name)
        options: list[Option] = []
        faults: list[Fault] = []
        taken: list[tuple[Said, str]] = []
        for line in lines(source):
            if isinstance(line, Option):
                options.append(line)
            elif isinstance(line, Fault):
                faults.append(line)
            else:
                for other, place in self._included(line, folder):
                    below = self.read(other, place)
                    options += below.options
                    taken += [(line.place, other.name), *below.taken]
        return File(source, tuple(options), tuple(faults), tuple(taken))

    def _included(self, line: Include, folder: str) -> Iterator[tuple[Source, str]]:
        """Yield the files that a line includes, and their folders."""
        place = join(folder, line.place.text)
        others: Iterable[Source | None] = (self.beside(place),)
        if line.is_folder:
            others = [each for each in self.inside(place) if each.name.endswith((".cnf", ".ini"))]
        for other in others:
            if other is not None and other.name not in self.seen and len(self.seen) < MOST:
                yield other, place if line.is_folder else dirname(place)


def see(file: File) -> Iterator[Fact]:
    """Yield the files that a file includes, and all that it says with them as one fact."""
    for said, name in file.taken:
        yield Part(name=said, span=said.span, file=name, how="over")
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
