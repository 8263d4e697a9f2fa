"""Lexemes to the tree, one method a rule of the grammar.

The parser calls a method when it has seen the whole of its rule, innermost first, with the lexemes
and the results of the methods before. It is only ever called by the parser.
"""

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.syntax.lexeme import Lexeme
from dbstackc.syntax.table import Rule
from dbstackc.syntax.tree import Atom, Call, Clause, Pair, Statement, Text, Value, Word


@record(frozen=True, slots=True)
class Block:
    """The statements between two braces, and where the braces are."""

    statements: tuple[Statement, ...]
    start: int
    end: int


def makers(rules: Iterable[Rule]) -> list[Callable[[list[Any]], Any]]:
    """Return what to make of the symbols of each rule.

    A rule named with a `_` makes a list, which is spliced into the rule it stands in.
    """
    return [_maker(rule) for rule in rules]


def _maker(rule: Rule) -> Callable[[list[Any]], Any]:
    if rule.name == "atom":
        return itemgetter(0)
    gather = _gatherer(rule)
    if rule.name.startswith("_"):
        return gather
    make = getattr(_Builder, rule.name)
    return lambda symbols: make(gather(symbols))


def _gatherer(rule: Rule) -> Callable[[list[Any]], list[Any]]:
    """Return a function from all symbols of a rule to the parts it hands on.

    A list that comes first is lengthened in place, or long files would take quadratic time.
    """
    parts = rule.parts
    if [(index, splice) for index, splice in parts] == [(n, False) for n in range(rule.size)]:
        return lambda symbols: symbols
    lead = parts[0][0] if parts and parts[0][1] else -1
    others = parts[1:] if lead >= 0 else parts

    def gather(symbols: list[Any]) -> list[Any]:
        found: list[Any] = symbols[lead] if lead >= 0 else []
        for index, splice in others:
            if splice:
                found += symbols[index]
            else:
                found.append(None if index < 0 else symbols[index])
        return found

    return gather


class _Builder:
    """The rules of the grammar, as functions of their parts."""

    @staticmethod
    def start(parts: list[Statement]) -> tuple[Statement, ...]:
        """A whole text."""
        return tuple(parts)

    @staticmethod
    def block(parts: list[object]) -> Block:
        """A brace, statements, a brace."""
        first, *statements, last = parts
        assert isinstance(first, Lexeme) and isinstance(last, Lexeme)
        return Block(tuple(statements), first.start, last.end)  # type: ignore[arg-type]

    @staticmethod
    def statement(parts: list[Lexeme | Value | Clause | Block]) -> Statement:
        """A word, values, clauses and perhaps a block."""
        head = parts[0]
        assert isinstance(head, Lexeme)
        source, end = head.source, head.end
        values: list[Value] = []
        clauses: list[Clause] = []
        block = None
        inline = False
        for part in parts[1:]:
            if isinstance(part, Value):
                values.append(part)
                end = part.span.end
            elif isinstance(part, Clause):
                clauses.append(part)
                end = part.span.end
            elif isinstance(part, Block):
                block = part.statements
                end = part.end
                inline = source.text.find("\n", part.start, end) < 0
        word = Word(head.text, head.span)
        span = Span(source, head.start, end)
        margin = head.margin
        if margin is None:
            return Statement(word, tuple(values), tuple(clauses), block, span, inline=inline)
        return Statement(
            word,
            tuple(values),
            tuple(clauses),
            block,
            span,
            before=tuple(margin.before),
            after=margin.after,
            inside=margin.inside,
            blank=margin.blank,
            closing=margin.closing,
            inline=inline,
            joined=margin.joined,
            apart=margin.apart,
            broken=margin.broken,
        )

    @staticmethod
    def clause(parts: list[Lexeme | Value]) -> Clause:
        """A small word and the values after it."""
        first, *values = parts
        last = values[-1]
        assert isinstance(first, Lexeme) and isinstance(last, Value)
        span = Span(first.source, first.start, last.span.end)
        return Clause(Word(first.text, first.span), tuple(values), span)  # type: ignore[arg-type]

    @staticmethod
    def value(parts: list[Atom]) -> Value:
        """One or more atoms with commas between."""
        first = parts[0].span
        if len(parts) == 1:
            return Value((parts[0],), first)
        return Value(tuple(parts), Span(first.source, first.start, parts[-1].span.end))

    @staticmethod
    def word(parts: list[Lexeme]) -> Word:
        """A bare word."""
        return Word(parts[0].text, parts[0].span)

    @staticmethod
    def text(parts: list[Lexeme]) -> Text:
        """A quoted string."""
        return Text(unquoted(parts[0].text), parts[0].span)

    @staticmethod
    def call(parts: list[Lexeme | Value | None]) -> Call:
        """A word with parentheses."""
        word, argument, last = parts
        assert isinstance(word, Lexeme) and isinstance(last, Lexeme)
        assert not isinstance(argument, Lexeme)
        span = Span(word.source, word.start, last.end)
        return Call(Word(word.text, word.span), argument, span)

    @staticmethod
    def pair(parts: list[Lexeme]) -> Pair:
        """Two words and an arrow."""
        left, _, right = parts
        span = Span(left.source, left.start, right.end)
        return Pair(Word(left.text, left.span), Word(right.text, right.span), span)


def unquoted(written: str) -> str:
    """Return what a quoted string means; an escape that means nothing stays as it is."""
    inside = written[1:-1]
    if "\\" not in inside:
        return inside
    pieces = inside.split("\\\\")
    for index, piece in enumerate(pieces):
        pieces[index] = piece.replace('\\"', '"').replace("\\n", "\n").replace("\\t", "\t")
    return "\\".join(pieces)


def quoted(text: str) -> str:
    """Write a text so that `unquoted` gives it back."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\n", "\\n").replace("\t", "\\t") + '"'
