"""Hold lines that many files share to lines that each file takes by itself."""

import pytest

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.emit.trace import Lines

SOURCE = Source("a.dbs", "one two three")
ONE, TWO, THREE = Span(SOURCE, 0, 3), Span(SOURCE, 4, 7), Span(SOURCE, 8, 13)

Piece = tuple[str, Span | None]
SHARED: list[list[Piece]] = [
    [],
    [("a", ONE)],
    [("a", TWO), ("b\nc", THREE), ("d", None)],
    [("a", None), ("b", ONE), ("c", TWO)],
    [("", None)],
]


def of(*pieces: Piece) -> Lines:
    """Return lines of some pieces."""
    lines = Lines()
    for text, origin in pieces:
        lines.add(text, origin)
    return lines


@pytest.mark.parametrize("shared", SHARED)
@pytest.mark.parametrize("origin", [ONE, TWO, THREE])
def test_extending_is_adding_one_by_one(shared: list[Piece], origin: Span) -> None:
    others = of(*shared)
    heads: list[list[Piece]] = [
        [("x", origin)],
        [("x", origin)],
        [("x\ny", origin), ("z", None)],
        [("x", origin)],
        [],
    ]
    for head in heads:
        extended, added = of(*head), of(*head, *shared)
        extended.extend(others)
        for lines in (extended, added):
            lines.add("end", TWO)
        assert extended.text == added.text
        assert extended.trace == added.trace
