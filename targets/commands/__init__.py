"""Command lines: `docker`, `firewall-cmd` and the like, in scripts and in documents.

Nothing is run. What a variable decides is known only where the text itself sets it; what stands in
a loop or under a condition is read and judged by nobody.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Account, Follow, Program, Swarm
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.reader import Context

from .docker import entered, facts
from .follow import follows
from .machine import accounts, databases, firewall, generic, service
from .split import Command, split
from .tables import Tables

_LINE = re.compile(
    r"^[ \t]*(?:[$#>][ \t]+)?(?:sudo[ \t]+)?(?:docker[ \t]+(?:run|create|service|network|volume|tag"
    r"|pull|exec|swarm|node|stack|container|image|compose|build|context)\b"
    r"|(?:firewall-cmd|docker-compose|docker-machine)[ \t])",
    re.M,
)
_SQL = re.compile(
    r"^\s*(?:/\*!\d*\s*)?(?:(?:create|alter)\s+user|create\s+(?:database|schema)"
    r"|change\s+(?:master|replication\s+source)\s+to)\s",
    re.M | re.I,
)
_PROGRAMS = ("docker", "podman", "firewall-cmd", "systemctl", "service ")
"""What commands of ours begin with: a text without them is SQL alone, and may be long."""

_SHEBANG = re.compile(r"#![ \t]*\S*\b(?:sh|bash|dash|ash|zsh)\b")


class Commands(NamedTuple):
    """A text of commands: what it is from, and the commands that were found."""

    source: Source
    commands: tuple[Command, ...]
    facts: tuple[Fact, ...]


class Reader:
    """What reads command lines."""

    kind = "commands"
    title = "command lines of a shell"
    example = "start.sh"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is commands, 0 to 100: a line that begins as one of ours."""
        head = text[:200_000]
        if not _LINE.search(head) and not _SQL.search(head):
            return 0
        return 90 if _SHEBANG.match(text) else 60

    def read(self, source: Source, context: Context, report: Report) -> Commands:
        """Return the commands of a text, and what they make."""
        is_any = any(program in source.text for program in _PROGRAMS)
        commands = tuple(split(source)) if is_any else ()
        return Commands(source, commands, tuple(_facts(source, commands)))

    def write(self, document: Commands) -> str:
        """Return the text, as it was read."""
        return document.source.text

    def see(self, document: Commands) -> Iterator[Fact]:
        """Yield what commands make."""
        yield from document.facts

    def secrets(self, document: Commands) -> Iterator[Span]:
        """Yield where passwords and tokens stand."""
        for fact in document.facts:
            if isinstance(fact, Container):
                for variable in fact.environment:
                    if variable.value is not None and variable.value.secret:
                        yield variable.value.span
            elif isinstance(fact, Swarm) and fact.token is not None:
                yield fact.token.span
            elif isinstance(fact, Account | Follow) and fact.password is not None:
                yield fact.password.span


def _facts(source: Source, commands: tuple[Command, ...]) -> Iterator[Fact]:
    inside: Said | None = None
    for command in commands:
        if command.program in ("docker", "podman"):
            inside = entered(command)
            yield from facts(command)
        elif command.program == "exit":
            inside = None
        elif inside is not None:
            words = tuple(Said(word.text, word.span) for word in command.words)
            yield Program(name=inside, span=command.span, words=words)
        elif command.program == "docker-machine":
            yield from generic(command)
        elif command.program == "firewall-cmd":
            yield from firewall(command)
        elif command.program in ("systemctl", "service"):
            yield from service(command)
    yield from accounts(source)
    yield from databases(source)
    yield from follows(source, commands)


READERS = (Reader(), Tables())
