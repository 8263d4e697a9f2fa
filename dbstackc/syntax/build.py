"""Lexemes to the tree, one method a rule of the grammar.

The parser calls a method when it has seen the whole of its rule, innermost first, with the lexemes
and the results of the methods before. It is only ever called by the parser.
"""

from dataclasses import dataclass

from dbstackc.base.span import Span
from dbstackc.syntax.lexeme import Lexeme
from dbstackc.syntax.tree import Atom, Call, Clause, Pair, Statement, Text, Value, Word


@dataclass(frozen=True, slots=True)
class Block:
    """The statements between two braces, and where the braces are."""

    statements: tuple[Statement, ...]
    start: int
    end: int


class Builder:
    """The rules of the grammar, as functions of their parts."""

    def start(self, parts: list[Statement]) -> tuple[Statement, ...]:
        """A whole text."""
        return tuple(parts)

    def block(self, parts: list[object]) -> Block:
        """A brace, statements, a brace."""
        first, *statements, last = parts
        assert isinstance(first, Lexeme) and isinstance(last, Lexeme)
        return Block(tuple(statements), first.start, last.end)  # type: ignore[arg-type]

    def statement(self, parts: list[Lexeme | Value | Clause | Block]) -> Statement:
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
            before=margin.before,
            after=margin.after,
            inside=margin.inside,
            blank=margin.blank,
            closing=margin.closing,
            inline=inline,
            joined=margin.joined,
            apart=margin.apart,
            broken=margin.broken,
        )

    def clause(self, parts: list[Lexeme | Value]) -> Clause:
        """A small word and the values after it."""
        first, *values = parts
        last = values[-1]
        assert isinstance(first, Lexeme) and isinstance(last, Value)
        span = Span(first.source, first.start, last.span.end)
        return Clause(Word(first.text, first.span), tuple(values), span)  # type: ignore[arg-type]

    def value(self, parts: list[Atom]) -> Value:
        """One or more atoms with commas between."""
        first = parts[0].span
        if len(parts) == 1:
            return Value((parts[0],), first)
        return Value(tuple(parts), Span(first.source, first.start, parts[-1].span.end))

    def word(self, parts: list[Lexeme]) -> Word:
        """A bare word."""
        return Word(parts[0].text, parts[0].span)

    def text(self, parts: list[Lexeme]) -> Text:
        """A quoted string."""
        return Text(unquoted(parts[0].text), parts[0].span)

    def call(self, parts: list[Lexeme | Value | None]) -> Call:
        """A word with parentheses."""
        word, argument, last = parts
        assert isinstance(word, Lexeme) and isinstance(last, Lexeme)
        assert not isinstance(argument, Lexeme)
        span = Span(word.source, word.start, last.end)
        return Call(Word(word.text, word.span), argument, span)

    def pair(self, parts: list[Lexeme]) -> Pair:
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
