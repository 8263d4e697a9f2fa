"""Text to tree. Lark is imported here and nowhere else.

`grammar/dbs.lark` decides; lark makes the table, and its LALR parser takes our lexemes one by one.
A text with a mistake is read a second time, by `recover`, which reports and goes on; a right one
never sees that code, so its tree is the plain parser's.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.shipped import folder
from dbstackc.syntax.build import Builder
from dbstackc.syntax.cache import place
from dbstackc.syntax.lex import joined, lex
from dbstackc.syntax.tree import Statement, Tree

if TYPE_CHECKING:
    from lark import Lark, Token


def parse(source: Source, report: Report) -> Tree:
    """Read a text; a mistake is reported, and what can be read around it is in the tree.

    Reports: syntax.
    """
    from lark.exceptions import UnexpectedToken

    parser = _parser().parse_interactive()
    statements: tuple[Statement, ...] = ()
    for lexeme in lex(source, _pattern()):
        try:
            statements = parser.feed_token(cast("Token", lexeme))
        except UnexpectedToken:
            report.error("syntax", f"`{lexeme.text}` cannot stand here", at=lexeme.span)
            statements = ()
            break
    return Tree(statements, Span(source, 0, len(source.text)), lexeme.margin.before)


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
