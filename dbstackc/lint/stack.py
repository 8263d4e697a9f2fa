"""A stack as its files tell it: what was read, and the facts of all of it by their kinds."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar

from dbstackc.base.record import record
from dbstackc.lint.facts.said import Fact
from dbstackc.lint.reader import Read

F = TypeVar("F", bound=Fact)


@record(frozen=True, eq=False)
class Stack:
    """Files that belong together, in the order of their names."""

    reads: tuple[Read, ...]

    @cached_property
    def _facts(self) -> dict[type[Fact], list[Fact]]:
        found: dict[type[Fact], list[Fact]] = {}
        for read in self.reads:
            for fact in read.facts:
                found.setdefault(type(fact), []).append(fact)
        return found

    @property
    def kinds(self) -> Collection[type[Fact]]:
        """The kinds of its facts."""
        return self._facts.keys()

    @property
    def readers(self) -> frozenset[str]:
        """The kinds of its files."""
        return frozenset(read.reader.kind for read in self.reads)

    def all(self, kind: type[F]) -> Sequence[F]:
        """Return every fact of a kind, in the order of files and places."""
        return self._facts.get(kind, [])  # type: ignore[return-value]

    def documents(self, *kinds: str) -> Iterator[Any]:
        """Yield the documents of some kinds of files, in order."""
        for read in self.reads:
            if read.reader.kind in kinds:
                yield read.document
