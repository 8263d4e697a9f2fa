"""Which containers are registries, and which images come from one."""

import re
from collections.abc import Iterable, Iterator

from dbstackc.lint.facts.container import Container, Port

KEEPS = re.compile(
    r"(?:[\w.-]+(?::\d+)?/)?(?:library/|distribution/)?(?:registry|distribution)(?:[:@].*)?"
)
"""Images that are a registry."""

LOOPBACK = ("127.0.0.1", "::1", "localhost")
"""Addresses by which a machine reaches itself alone."""

_AWAY = re.compile(r"(?P<host>[\w-]+(?:\.[\w-]+)+)-(?P<port>\d{2,5})/")

_FROM = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[\w.-]+):(?P<port>\d{1,5})/")


def keeps(one: Container) -> bool:
    """Tell whether a container is a registry, by its image."""
    return one.image is not None and KEEPS.fullmatch(one.image.text) is not None


def pulled_from(one: Container) -> str | None:
    """Return the registry that an image is pulled from, if that has a port."""
    found = _FROM.match(one.image.text) if one.image is not None else None
    return f"{found['host']}:{found['port']}" if found is not None else None


def places(one: Container, asked: Iterable[str]) -> Iterator[tuple[Port, str]]:
    """Yield by which of some names others reach a registry, and its port."""
    if not keeps(one):
        return
    for port in one.ports:
        for address in asked:
            host, _, number = address.rpartition(":")
            is_there = port.address in ("", "0.0.0.0", "::", host.strip("[]"))
            if is_there and number == str(port.outside):
                yield port, address


def original(called: str) -> str:
    """Return how an image is called elsewhere, from its path in a registry that keeps all.

    Source: dbstackc/emit/pull.py (the colon of another registry's port becomes a hyphen).
    """
    found = _AWAY.match(called)
    return f"{found['host']}:{found['port']}/{called[found.end() :]}" if found else called
