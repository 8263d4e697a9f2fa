"""What must hold of any bytes; each is tried by a fuzzer, and on every text that one has found."""

from collections.abc import Iterator
from pathlib import Path

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.surface.look import ASCII
from dbstackc.surface.render import draw_all
from dbstackc.syntax.format import format_tree
from dbstackc.syntax.parse import parse
from dbstackc.syntax.tree import Comment, Statement, Tree
from dbstackc.work.build import build
from dbstackc.work.compile import compile_source
from dbstackc.work.files import decode
from tests.unit.syntax.sample import meaning

ROOM = Path("/nonexistent")
"""The folder of a text that is in none: it can use no other file."""


def hold_parse(content: bytes) -> None:
    """Read bytes: every span lies in the text, and every mistake can be drawn."""
    report = Report()
    source = decode(content, "x.dbs", report)
    if source is None:
        assert report.has_errors
        draw_all(report, ASCII)
        return
    tree = parse(source, report)
    for statement in tree.statements:
        _inside(statement, 0, len(source.text))
    for found in report:
        assert found.primary is not None
        for label in (found.primary, *found.beside):
            assert 0 <= label.span.start <= label.span.end <= len(source.text)
    draw_all(report, ASCII)


def hold_format(content: bytes) -> None:
    """Lay a right text out: same meaning, same comments, and a second time changes nothing."""
    source = decode(content, "x.dbs", Report())
    if source is None:
        return
    tree, report = _read(source.text)
    if report.has_errors:
        return
    once = format_tree(tree)
    again, report = _read(once)
    assert not report.has_errors
    assert meaning(again.statements) == meaning(tree.statements)
    assert _comments(again) == _comments(tree)
    assert format_tree(again) == once


def hold_compile(content: bytes) -> None:
    """Compile bytes: findings that can be drawn, or a bundle; a fault of ours is neither."""
    report = Report()
    source = decode(content, "x.dbs", report)
    if source is not None:
        compiled = compile_source(source, ROOM, report)
        if compiled.topology is not None and not report.has_errors:
            build(compiled.topology, compiled.sources, "0", report)
    assert not [found for found in report if found.level.word == "bug"]
    draw_all(report, ASCII)


def _read(text: str) -> tuple[Tree, Report]:
    report = Report()
    return parse(Source("x.dbs", text), report), report


def _inside(statement: Statement, start: int, end: int) -> None:
    span = statement.span
    assert start <= span.start <= span.end <= end
    for inner in statement.block or ():
        _inside(inner, span.start, span.end)


def _comments(tree: Tree) -> list[str]:
    found = [comment for statement in tree.statements for comment in _of(statement)]
    return sorted(comment.text for comment in (*found, *tree.rest))


def _of(statement: Statement) -> Iterator[Comment]:
    yield from (*statement.before, *statement.inside)
    yield from (found for found in (statement.after, statement.closing) if found)
    for inner in statement.block or ():
        yield from _of(inner)
