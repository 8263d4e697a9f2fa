"""What an engine says of spoiled files beside what our readers say."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from dbstackc.base.diagnostic import Level
from dbstackc.base.source import Source
from dbstackc.work.lint import lint_sources

Told = list[tuple[int, Level]]
"""Lines, from 1, at which something is told, and how grave it is."""


class Spoiled(NamedTuple):
    """A text with one thing made wrong. lines: where it may be told."""

    text: str
    lines: range
    how: str


class Agreement(NamedTuple):
    """What came of some files.

    refused: how many the engine refuses, by how they were spoiled. missed: those of them of which
    nothing is told in its place; false: those that it takes and that are told to be wrong.
    """

    refused: Counter[str]
    missed: list[tuple[Spoiled, object, Told]]
    false: list[tuple[Spoiled, Told]]


def told(name: str, text: str, kind: str) -> Told:
    """Return what the reader and the rules of a kind tell of a text."""
    return [
        (found.primary.span.place[0], found.level)
        for found in lint_sources([Source(name, text)], kind=kind).found
        if found.primary is not None and found.rule.startswith(f"{kind}/")
    ]


def agreement(
    files: Iterable[Spoiled], judge: Callable[[Spoiled], tuple[object, Told]]
) -> Agreement:
    """Compare file by file; judge: gives what the engine complains of, and what is told."""
    found = Agreement(Counter(), [], [])
    for each in files:
        said, ours = judge(each)
        if said:
            found.refused[each.how] += 1
            if not any(line in each.lines for line, _ in ours):
                found.missed.append((each, said, ours))
        elif any(level <= Level.ERROR for _, level in ours):
            found.false.append((each, ours))
    return found
