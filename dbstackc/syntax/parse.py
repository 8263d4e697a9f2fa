"""Text to tree. Lark is imported here and nowhere else.

`grammar/dbs.lark` decides; lark makes the table, and its LALR parser takes our lexemes one by one.
A text with a mistake is read a second time, by `recover`, which reports and goes on; a right one
never sees that code, so its tree is the plain parser's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.shipped import folder
from dbstackc.syntax.build import Builder
from dbstackc.syntax.cache import place
from dbstackc.syntax.lex import joined, lex
from dbstackc.syntax.lexeme import Lexeme
from dbstackc.syntax.tree import Comment, Statement, Tree

if TYPE_CHECKING:
    from lark import Lark


DEPTH = 64
"""How deep braces and parentheses may nest."""


def parse(source: Source, report: Report) -> Tree:
    """Read a text; a mistake is reported, and what can be read around it is in the tree.

    Reports: syntax.
    """
    from lark.exceptions import UnexpectedToken

    try:
        statements, rest = _plain(source)
    except (UnexpectedToken, _NestingError):
        statements, rest = _recovered(source, report)
    return Tree(statements, Span(source, 0, len(source.text)), rest)


class _NestingError(Exception):
    """More braces and parentheses are open than `DEPTH`."""


def _plain(source: Source) -> tuple[tuple[Statement, ...], tuple[Comment, ...]]:
    feed = cast("Callable[[Lexeme], Any]", _parser().parse_interactive().feed_token)
    depth = 0
    for lexeme in lex(source, _pattern()):
        kind = lexeme.type
        if kind == "OPEN" or kind == "LPAR":
            depth += 1
            if depth > DEPTH:
                raise _NestingError
        elif kind == "CLOSE" or kind == "SHUT":
            depth -= 1
        found = feed(lexeme)
    return found, lexeme.edged().before


def _recovered(source: Source, report: Report) -> tuple[tuple[Statement, ...], tuple[Comment, ...]]:
    from dbstackc.syntax.recover import Recovery

    unclosed = 0
    for lexeme in lex(source, _pattern()):
        if lexeme.type == "OPEN":
            unclosed += 1
        elif lexeme.type == "CLOSE":
            unclosed = max(0, unclosed - 1)
    parser = _parser().parse_interactive()
    lexemes = lex(source, _pattern())
    return Recovery(parser, lexemes, report, depth=DEPTH, unclosed=unclosed).read()


@cache
def _parser() -> Lark:
    """Return the parser of the grammar, from the cache if it is there."""
    from lark import Lark

    grammar = (folder("grammar") / "dbs.lark").read_text(encoding="utf-8")
    path = place("grammar")
    return Lark(grammar, parser="lalr", lexer="basic", transformer=Builder(), cache=path or False)


@cache
def _pattern() -> re.Pattern[str]:
    return joined((t.name, t.priority, t.pattern.to_regexp()) for t in _parser().terminals)
