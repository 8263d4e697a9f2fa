"""Words that stand for several: `vm[1..4]`, `400[1,3]`, `10.0.0.[7..9]`, `zone[a, b]`.

What stands in brackets is a list of numbers, ranges of numbers and pieces of words. Several
brackets in one word combine, the leftmost slowest: `r[1..2]w[1..2]` is r1w1, r1w2, r2w1, r2w2. A
range whose ends have leading zeros keeps their width. An IPv6 address keeps its brackets and stands
for itself.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import prod

from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.syntax.tree import Word

_RANGE = re.compile(r"([0-9]+)\.\.([0-9]+)", re.ASCII)
_ADDRESS = re.compile(r"[0-9A-Fa-f.]*:[0-9A-Fa-f.:]*:[0-9A-Fa-f.]*")
_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_DIGITS = 15
"""The longest number a range may begin or end with."""


@record(frozen=True, slots=True)
class Pattern:
    """A word and how many words it stands for.

    count: 1 for a plain word, 0 for one whose mistake was reported.
    """

    text: str
    span: Span
    count: int

    @property
    def is_poisoned(self) -> bool:
        """Whether a mistake was reported; nobody should complain of what hangs on it."""
        return self.count == 0

    def words(self) -> Sequence[str]:
        """Return the words in order, as many as `count` says."""
        if self.count == 1 and "[" not in self.text:
            return (self.text,)
        return _words(self.text) if self.count else ()


@record(frozen=True, slots=True)
class _Fault:
    """What is wrong with a bracket; start and end count within the word."""

    start: int
    end: int
    title: str
    help: str


class _Items:
    """The pieces that one bracket stands for, unwritten."""

    __slots__ = ("count", "parts")

    def __init__(self, parts: tuple[str | tuple[int, int, int], ...]) -> None:
        self.parts = parts
        self.count = sum(1 if isinstance(p, str) else p[1] - p[0] + 1 for p in parts)

    def __iter__(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                low, high, width = part
                yield from (str(n).zfill(width) for n in range(low, high + 1))


def expand(word: Word, report: Report, most: int = 100_000) -> Pattern:
    """Read a word as a pattern; `words` of the answer does the writing out.

    most: how many words it may stand for; the count is known before any is written.

    Reports: pattern, pattern-too-long.
    """
    text = word.text
    if "[" not in text and "]" not in text:
        return Pattern(text, word.span, 1)
    pieces = _pieces(text)
    if isinstance(pieces, _Fault):
        span = word.span
        if span.end - span.start == len(text):
            span = Span(span.source, span.start + pieces.start, span.start + pieces.end)
        report.error("pattern", pieces.title, at=span, help=pieces.help)
        return Pattern(text, word.span, 0)
    count = prod(piece.count for piece in pieces if isinstance(piece, _Items))
    if count > most:
        report.error(
            "pattern-too-long",
            f"`{_short(text)}` stands for {_large(count)} words",
            at=word.span,
            note=f"a pattern may stand for {most} words at most",
            help="narrow the range, or split the pattern",
        )
        return Pattern(text, word.span, 0)
    return Pattern(text, word.span, count)


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    pieces = _pieces(text)
    assert not isinstance(pieces, _Fault)
    parts = [(piece,) if isinstance(piece, str) else tuple(piece) for piece in pieces]
    return tuple(map("".join, product(*parts)))


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str | _Items, ...] | _Fault:
    """Cut a word into plain text and brackets."""
    pieces: list[str | _Items] = []
    at = 0
    for found in _BRACKET.finditer(text):
        plain = text[at : found.start()]
        if stray := _stray(plain, at):
            return stray
        items = _items(found[1], found.start(), found.end())
        if isinstance(items, _Fault):
            return items
        pieces += (plain, items)
        at = found.end()
    plain = text[at:]
    if stray := _stray(plain, at):
        return stray
    return (*pieces, plain)


def _stray(plain: str, at: int) -> _Fault | None:
    """Find a bracket that has no partner in a text that begins at `at` of its word."""
    for mark, title, help in (
        ("[", "this bracket is never closed", "close it with `]`, as in `vm[1..4]`"),
        ("]", "this bracket closes nothing", "take it out, or write the `[` it closes"),
    ):
        if (place := plain.find(mark)) >= 0:
            return _Fault(at + place, at + place + 1, title, help)
    return None


def _items(inside: str, start: int, end: int) -> _Items | _Fault:
    """Read what stands between two brackets, which are at `start` and `end - 1` of the word."""
    if not inside.strip():
        return _Fault(start, end, "these brackets hold nothing", "write a range, as in `[1..4]`")
    parts: list[str | tuple[int, int, int]] = []
    at = start + 1
    for written in inside.split(","):
        item = written.strip()
        begin = at + len(written) - len(written.lstrip())
        stop = begin + len(item)
        at += len(written) + 1
        if not item:
            title = "a comma in these brackets has nothing beside it"
            return _Fault(start, end, title, "take the comma out, or write what is missing")
        if ".." not in item:
            if len(item.split()) > 1:
                help = f"write `{_short(', '.join(item.split()))}`"
                return _Fault(begin, stop, f"`{_short(item)}` lacks a comma", help)
            parts.append(f"[{item}]" if _ADDRESS.fullmatch(item) else item)
            continue
        part = _range(item)
        if isinstance(part, tuple):
            parts.append(part)
        else:
            return _Fault(begin, stop, f"`{_short(item)}` {part.title}", part.help)
    return _Items(tuple(parts))


def _range(item: str) -> tuple[int, int, int] | _Fault:
    """Read a range as its ends and the width of its numbers (0 for any)."""
    found = _RANGE.fullmatch(item)
    if not found:
        help = "write a number on each side, as in `1..4`"
        return _Fault(0, 0, "is not a range of numbers", help)
    low, high = found[1], found[2]
    if max(len(low), len(high)) > _DIGITS:
        return _Fault(0, 0, f"has a number of more than {_DIGITS} digits", "write a shorter one")
    padded = any(len(end) > 1 and end[0] == "0" for end in (low, high))
    if padded and len(low) != len(high):
        help = f"write `{low.zfill(len(high))}..{high.zfill(len(low))}`"
        return _Fault(0, 0, "has ends of different widths", help)
    if int(low) > int(high):
        help = f"write `{high}..{low}`, or name the numbers one by one in the order you want"
        return _Fault(0, 0, "counts backwards", help)
    return int(low), int(high), len(low) if padded else 0


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:30]}…{text[-8:]}"


def _large(count: int) -> str:
    return str(count) if count < 10**15 else "more than 10^15"
