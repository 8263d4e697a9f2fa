"""The groups of an option file that a server reads, one on top of the other."""

from collections.abc import Iterator

from dbstackc.lint.facts.machine import Options
from dbstackc.lint.facts.said import Said
from dbstackc.lint.stack import Stack

SERVERS = ("server", "mysqld", "mariadb", "mariadbd", "galera")
"""Groups that every server reads, in the order in which later ones win."""


def servers(stack: Stack) -> Iterator[tuple[Options, dict[str, Said]]]:
    """Yield each option file with a group for servers, and what it says to one."""
    for options in stack.all(Options):
        found: dict[str, Said] = {}
        for name in SERVERS:
            found |= options.groups.get(name, {})
        if found:
            yield options, found
