"""Who follows whom, where SQL that is run by hand says it."""

import re
from collections.abc import Sequence
from posixpath import basename, dirname

from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Follow

CLUSTER, ROLE, TOPOLOGY = "dbstackc.cluster", "dbstackc.role", "dbstackc.topology"
"""Labels of the containers of a bundle: whose they are, and as what."""

_FILE = re.compile(r"(.+)[-_.](?:follow|replica|slave|replication)\.sql")
"""How a file of SQL is called that is for one replica."""


def by_name(fact: Follow) -> str:
    """Return what the one that follows is called, as commands or its file's name say it, or ""."""
    if fact.inside is not None:
        return fact.inside.text
    match = _FILE.fullmatch(basename(fact.span.source.name))
    return match[1] if match is not None else ""


def replica(fact: Follow, among: Sequence[Container]) -> Container | None:
    """Return the container that follows: of several of a name the one whose folder is nearest."""
    name = by_name(fact)
    found = [one for one in among if name and name in one.called]
    place = dirname(fact.span.source.name).split("/")
    return max(found, key=lambda one: _folders_met(place, one), default=None)


def source(fact: Follow, follower: Container, among: Sequence[Container]) -> Container | None:
    """Return the container that is followed, by its address, its name, its label or its port."""
    host = fact.name.text
    port = fact.port.number if fact.port is not None else 3306
    others = [one for one in among if one is not follower]
    for found in (
        [one for one in others if one.is_at(host)],
        [one for one in others if host in one.called],
        [one for one in others if label(one, ROLE) == "source" and is_kin(one, follower)],
        [one for one in others if port in [each.outside for each in one.ports]],
    ):
        if len(found) == 1:
            return found[0]
    return None


def label(one: Container, name: str) -> str:
    """Return what a label of a container says, or ""."""
    said = one.labels.get(name)
    return said.text if said is not None else ""


def is_kin(one: Container, other: Container) -> bool:
    """Tell whether labels say that two containers are of one cluster."""
    same = [(label(each, TOPOLOGY), label(each, CLUSTER)) for each in (one, other)]
    return same[0] == same[1] and bool(same[0][1])


def _folders_met(place: Sequence[str], one: Container) -> int:
    other = dirname(one.span.source.name).split("/")
    return next((n for n, (a, b) in enumerate(zip(place, other, strict=False)) if a != b),
                min(len(place), len(other)))  # fmt: skip
