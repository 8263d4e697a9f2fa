"""What an engine says of spoiled files beside what our readers say."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from random import Random
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


def spoiled_lines(
    texts: Sequence[str],
    ways: Mapping[str, tuple[str, str]],
    each: int,
    random: Random,
    before: Callable[[str, list[str]], int] = lambda how, lines: 0,
) -> Iterator[Spoiled]:
    """Yield texts with one line made wrong, `each` in each way.

    ways: what a line is like that is spoiled so, and what comes in place of its first groups.
    before: how many lines above the spoiled one it may be told already.
    """
    for how, (like, instead) in ways.items():
        found = 0
        for _ in range(each * 50):
            lines = random.choice(texts).split("\n")
            at = random.randrange(len(lines))
            match = re.fullmatch(like, lines[at])
            if match is None or lines[at].strip().startswith(("#", "!")) or found == each:
                continue
            found += 1
            start, end = match.span(1)
            end = match.end(2) if match.re.groups == 2 else end
            first = at - before(how, lines[:at])
            lines[at] = lines[at][:start] + match.expand(instead) + lines[at][end:]
            yield Spoiled("\n".join(lines), range(first + 1, at + 4), how)


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


def assert_agrees(found: Agreement, least: int) -> None:
    """Hold that nothing right is told to be wrong, and nine tenths of what is wrong is told.

    least: more than so many files are refused.
    """
    refused = sum(found.refused.values())
    assert refused > least, found.refused
    assert len(found.missed) <= refused // 10, [
        (each.how, each.text.split("\n")[each.lines[0] - 1 : each.lines[-1]], said, ours)
        for each, said, ours in found.missed
    ]
    assert not found.false, [
        (each.how, each.text.split("\n")[each.lines[0] - 1 : each.lines[-1]], ours)
        for each, ours in found.false
    ]
