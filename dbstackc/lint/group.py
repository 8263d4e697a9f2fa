"""Which files form one stack. Files that have nothing to do with each other are never compared.

What a container mounts is the best evidence. Then come the parts of one document, the files of one
MyCat folder, an endpoint or a vip that two files speak of, a name that one gives and another asks
for, and a folder that holds one file of each kind. But for mounts, evidence counts only between
files that lie near each other, and the nearest of several that give a word is meant: two
repositories that use 192.168.1.10 are no stack.
"""

import re
from collections import Counter
from collections.abc import Sequence
from posixpath import basename, dirname, isabs, join, normpath

from dbstackc.lint.evidence import asked, given
from dbstackc.lint.facts.container import Container, Part
from dbstackc.lint.facts.image import Built
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.machines import FOLDERS, folders, machine_folder
from dbstackc.lint.reader import Read
from dbstackc.lint.stack import Stack

MANY = frozenset({"mycat-map", "mycat-sequence", "mycat-slots", "prometheus", "units"})
"""Kinds of which one folder of one engine holds several."""
NAMED = frozenset({"schema.xml", "rule.xml", "server.xml"})
"""What MyCat asks for by name, whatever else of the kind lies beside it."""
NEAR = 3
"""How many folders up from each two files may meet to be near."""

_COPY = re.compile(r"example|sample|\.(?:bak|orig|old)\b", re.I)
"""In the name of a file that stands beside the one that is used."""

PEERS = 6
"""Files of one kind in a folder that may hold one vip together; more are a collection."""

MOST = 200
"""Files that give one word, of which the nearest is sought."""


def stacks(reads: Sequence[Read]) -> tuple[Stack, ...]:
    """Return the stacks of some files, in the order of their first files; each file is in one."""
    if len(reads) == 1:
        return (Stack(tuple(reads)),)
    sets = _Sets(len(reads))
    folders = [_folder(read) for read in reads]
    _join_documents(reads, sets)
    _join_tables(reads, folders, sets)
    _join_mounted(reads, folders, sets)
    _join_parts(reads, sets)
    _join_folders(reads, folders, sets)
    _join_overrides(reads, folders, sets)
    _join_machines(reads, sets)
    _join_words(reads, [_place(*each) for each in zip(reads, folders, strict=True)], sets)
    found: dict[int, list[Read]] = {}
    for index, read in enumerate(reads):
        found.setdefault(sets.root(index), []).append(read)
    return tuple(Stack(tuple(group)) for group in found.values())


def _folder(read: Read) -> str:
    """Return the folder that a file belongs to; what MyCat keeps in one below is its folder's."""
    place = dirname(normpath(read.source.name))
    return dirname(place) if read.reader.kind == "mycat-slots" else place


def _place(read: Read, folder: str) -> str:
    """Return the folder by which a file is near others: of what speaks of a machine, that one's."""
    kind = read.reader.kind
    return machine_folder(kind, read.source.name) if kind in FOLDERS else folder


class _Sets:
    """Disjoint sets of numbers; the least of each is its root."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def root(self, index: int) -> int:
        while self._above[index] != index:
            self._above[index] = self._above[self._above[index]]
            index = self._above[index]
        return index

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._above[high] = low


def _join_documents(reads: Sequence[Read], sets: _Sets) -> None:
    """Join the parts of one document."""
    first: dict[str, int] = {}
    for index, read in enumerate(reads):
        sets.join(first.setdefault(read.source.name, index), index)


def _join_tables(reads: Sequence[Read], folders: Sequence[str], sets: _Sets) -> None:
    """Join the tables of a folder: they are of one Swarm."""
    first: dict[str, int] = {}
    for index, read in enumerate(reads):
        if read.reader.kind == "tables":
            sets.join(first.setdefault(folders[index], index), index)


def _join_mounted(reads: Sequence[Read], folders: Sequence[str], sets: _Sets) -> None:
    """Join a file that starts containers with what they mount, or are made of."""
    files = {normpath(read.source.name): index for index, read in enumerate(reads)}
    inside: dict[str, list[int]] = {}
    for index, folder in enumerate(folders):
        inside.setdefault(folder, []).append(index)
    for index, read in enumerate(reads):
        for fact in read.facts:
            if isinstance(fact, Built):
                place = normpath(join(dirname(fact.span.source.name), fact.folder.text))
                for other in inside.get(place, ()):
                    is_part = reads[other].context.fragment
                    if reads[other].reader.kind == "dockerfile" and not is_part:
                        sets.join(index, other)
            if not isinstance(fact, Container):
                continue
            for mount in fact.mounts:
                if mount.outside is None or mount.kind == "volume":
                    continue
                if isabs(mount.outside.text) or mount.outside.text.startswith("~"):
                    continue
                wanted = mount.outside.text.replace("filled/", "", 1)
                place = normpath(join(dirname(mount.outside.span.source.name), wanted))
                if place in files:
                    sets.join(index, files[place])
                elif place != folders[index]:
                    for other in inside.get(place, ()):
                        sets.join(index, other)


def _join_parts(reads: Sequence[Read], sets: _Sets) -> None:
    """Join a file with those that it alone takes in; one that several share joins none of them."""
    files = {read.source.name: index for index, read in enumerate(reads)}
    takers: dict[str, list[int]] = {}
    for index, read in enumerate(reads):
        for name in {fact.file for fact in read.facts if isinstance(fact, Part)}:
            takers.setdefault(name, []).append(index)
    for name, (first, *others) in takers.items():
        if name in files and not others:
            sets.join(first, files[name])


def _join_folders(reads: Sequence[Read], folders: Sequence[str], sets: _Sets) -> None:
    """Join the files of a folder that holds one of each kind, and those of one MyCat folder."""
    found: dict[str, dict[str, list[int]]] = {}
    for index, read in enumerate(reads):
        found.setdefault(folders[index], {}).setdefault(read.reader.kind, []).append(index)
    for kinds in found.values():
        routers = {
            kind: _asked_for(reads, numbers)
            for kind, numbers in kinds.items()
            if kind.startswith("mycat")
        }
        for family in (routers, kinds):
            numbers = [index for kind in sorted(family) for index in family[kind]]
            alone = family.keys() - MANY
            if all(len({reads[i].source.name for i in family[kind]}) == 1 for kind in alone):
                for index in numbers:
                    sets.join(numbers[0], index)


def _asked_for(reads: Sequence[Read], numbers: list[int]) -> list[int]:
    """Return those of several files of a kind whose name is the one that the engine asks for."""
    named = [i for i in numbers if basename(reads[i].source.name) in NAMED]
    return named if len(named) == 1 and reads[named[0]].reader.kind not in MANY else numbers


def _join_overrides(reads: Sequence[Read], folders: Sequence[str], sets: _Sets) -> None:
    """Join the files of a folder that speak of one service: one amends the other."""
    first: dict[tuple[str, str], int] = {}
    for index, read in enumerate(reads):
        for fact in read.facts:
            if isinstance(fact, Container) and fact.by in ("compose", "stack"):
                sets.join(first.setdefault((folders[index], fact.name.text), index), index)


def _join_machines(reads: Sequence[Read], sets: _Sets) -> None:
    """Join what speaks of a machine with what is started from the machine's folder.

    Where that is several things, it is of none of them; where it is nothing, with what else speaks
    of the machine.
    """
    alone: dict[str, int] = {}
    started: dict[str, set[int]] = {}
    for index, read in enumerate(reads):
        if read.reader.kind == "compose":
            started.setdefault(dirname(normpath(read.source.name)), set()).add(sets.root(index))
    for index, read in enumerate(reads):
        kind = read.reader.kind
        if kind not in FOLDERS:
            continue
        above = [*folders(kind, read.source.name)]
        start = 1 if kind == "daemon" else 0  # beside what is started it is as any other file
        found = next((started[each] for each in above[start:] if each in started), set())
        if len({sets.root(each) for each in found}) == 1:
            sets.join(index, next(iter(found)))
        elif not found and len(above) > 1:
            sets.join(index, alone.setdefault(above[-1], index))


def _join_words(reads: Sequence[Read], folders: Sequence[str], sets: _Sets) -> None:
    """Join near files of which one gives a word, an endpoint or a vip, that another asks for."""
    givers: dict[str, list[int]] = {}
    askers_of: dict[str, list[int]] = {}
    holders = Counter(
        folder
        for read, folder in zip(reads, folders, strict=True)
        if any(isinstance(fact, VrrpInstance) for fact in read.facts)
    )
    for index, read in enumerate(reads):
        if holders[folders[index]] > PEERS or _COPY.search(basename(read.source.name)):
            continue
        for word in dict.fromkeys(given(read)):
            givers.setdefault(word, []).append(index)
        for word in dict.fromkeys(asked(read)):
            askers_of.setdefault(word, []).append(index)
    for word, askers in askers_of.items():
        for asker in askers:
            near = [
                (_shared(folders[giver], folders[asker]), giver)
                for giver in givers.get(word, ())[:MOST]
                if giver != asker and _near(folders[giver], folders[asker])
            ]
            nearest = max((depth for depth, _ in near), default=0)
            for depth, giver in near:
                if depth == nearest:
                    sets.join(giver, asker)


def _near(one: str, other: str) -> bool:
    """Tell whether two folders meet within `NEAR` steps up from each."""
    return max(one.count("/"), other.count("/")) + 1 - _shared(one, other) <= NEAR


def _shared(one: str, other: str) -> int:
    """Return how many folders two paths have in common from the left."""
    count = 0
    for a, b in zip(one.split("/"), other.split("/"), strict=False):
        if a != b:
            break
        count += 1
    return count
