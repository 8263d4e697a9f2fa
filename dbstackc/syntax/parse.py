"""Text to tree.

A text with a mistake is read a second time, by `recover`, which reports and goes on; a right one
never sees that code.
"""

import re
from functools import cache

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.syntax.lex import joined, lex
from dbstackc.syntax.stack import RefusedError, Stack
from dbstackc.syntax.table import table
from dbstackc.syntax.tree import Comment, Statement, Tree

DEPTH = 64
"""How deep braces and parentheses may nest."""

_Found = tuple[tuple[Statement, ...], tuple[Comment, ...]]


def parse(source: Source, report: Report) -> Tree:
    """Read a text; a mistake is reported, and what can be read around it is in the tree.

    Reports: syntax.
    """
    try:
        statements, rest = _plain(source)
    except RefusedError:
        statements, rest = _recovered(source, report)
    return Tree(statements, Span(source, 0, len(source.text)), rest)


def _plain(source: Source) -> _Found:
    feed = Stack(table()).feed
    depth = 0
    for lexeme in lex(source, _pattern()):
        kind = lexeme.type
        if kind == "OPEN" or kind == "LPAR":
            depth += 1
            if depth > DEPTH:
                raise RefusedError
        elif kind == "CLOSE" or kind == "SHUT":
            depth -= 1
        found = feed(lexeme)
    return found, tuple(lexeme.edged().before)


def _recovered(source: Source, report: Report) -> _Found:
    from dbstackc.syntax.recover import Recovery

    unclosed = 0
    # not by `lex`: of a text that is nothing but mistakes, this reads more than all that follows
    for found in _pattern().finditer(source.text):
        if found.lastgroup == "OPEN":
            unclosed += 1
        elif found.lastgroup == "CLOSE":
            unclosed = max(0, unclosed - 1)
    lexemes = lex(source, _pattern())
    return Recovery(Stack(table()), lexemes, report, depth=DEPTH, unclosed=unclosed).read()


@cache
def _pattern() -> re.Pattern[str]:
    return joined(table().terminals)
