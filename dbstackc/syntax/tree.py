"""The four levels of a file: statement, clause, value, atom.

Every one is frozen and has a span. Nothing here knows which words exist.
"""

from dbstackc.base.record import field, record
from dbstackc.base.span import Span


@record(frozen=True, slots=True)
class Word:
    """A bare word as it is written, patterns unexpanded: `vm[1..4]:9001`."""

    text: str
    span: Span


@record(frozen=True, slots=True)
class Text:
    """A quoted string; `text` is what it means, without quotes and escapes."""

    text: str
    span: Span


@record(frozen=True, slots=True)
class Call:
    """A word with a value in parentheses: `mod(id)`; `argument` is None for `copy()`."""

    word: Word
    argument: "Value | None"
    span: Span


@record(frozen=True, slots=True)
class Pair:
    """`4001 -> 8888`: published to inside."""

    left: Word
    right: Word
    span: Span


Atom = Word | Text | Call | Pair


@record(frozen=True, slots=True)
class Value:
    """Atoms separated by commas, at least one."""

    atoms: tuple[Atom, ...]
    span: Span


@record(frozen=True, slots=True)
class Clause:
    """A small word and the values after it, at least one."""

    preposition: Word
    values: tuple[Value, ...]
    span: Span


@record(frozen=True, slots=True)
class Comment:
    """A comment: `text` from the # to the end of the line, without trailing blanks.

    blank: whether a blank line stands above.
    """

    text: str
    span: Span
    blank: bool = False

    @property
    def is_doc(self) -> bool:
        """Whether it begins with ##."""
        return self.text.startswith("##")


@record(frozen=True, slots=True)
class Statement:
    """A word, its values, its clauses and perhaps a block.

    span: from the first word to the last character, the block's brace included.
    block: None where there are no braces.
    before: the comments that stand above it; after: the one that ends its line, or the line on
        which its block opens, if any.
    inside: comments of the block that no statement of it claims (at its end).
    blank: whether a blank line stands above (above its comments, if it has any).
    closing: the comment after the brace that closes a block of several lines, if any.
    inline: whether the block opens and closes on one line.
    joined: whether it stands on the line of the statement before it, after a `;`.
    apart: whether a blank line stands between it and the comments above it.
    broken: whether a syntax error was found in it; what it lacks may have been lost there, so
        nobody should complain of that. The statements of its block have their own mark.
    """

    word: Word
    values: tuple[Value, ...]
    clauses: tuple[Clause, ...]
    block: "tuple[Statement, ...] | None"
    span: Span
    before: tuple[Comment, ...] = ()
    after: Comment | None = None
    inside: tuple[Comment, ...] = ()
    blank: bool = False
    closing: Comment | None = None
    inline: bool = False
    joined: bool = False
    apart: bool = False
    broken: bool = False

    @property
    def doc(self) -> tuple[str, ...]:
        """The lines of its doc comment, without the ##."""
        return tuple(c.text[2:].strip() for c in self.before if c.is_doc)


@record(frozen=True, slots=True)
class Tree:
    """A whole file.

    rest: comments after the last statement.
    """

    statements: tuple[Statement, ...]
    span: Span
    rest: tuple[Comment, ...] = field(default=())
