"""A piece of text as the parser takes it, and what stands around a statement."""

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.syntax.tree import Comment


class Margin:
    """The comments and blank lines around a statement; the fields are those of `Statement`."""

    __slots__ = ("after", "apart", "before", "blank", "broken", "closing", "inside", "joined")

    def __init__(self) -> None:
        self.before: list[Comment] = []
        self.after: Comment | None = None
        self.inside: tuple[Comment, ...] = ()
        self.closing: Comment | None = None
        self.blank = self.joined = self.apart = self.broken = False


class Lexeme:
    """A piece of text and its terminal in the grammar.

    type: the terminal's name; `$END` closes a text.
    start, end: offsets in the source.
    """

    __slots__ = ("end", "margin", "source", "start", "text", "type")

    def __init__(self, type: str, text: str, source: Source, start: int, end: int) -> None:
        self.type = type
        self.text = text
        self.source = source
        self.start = start
        self.end = end
        self.margin: Margin | None = None

    @property
    def span(self) -> Span:
        """Where it is written."""
        return Span(self.source, self.start, self.end)

    def edged(self) -> Margin:
        """Return what stands around the statement that begins here, to be written to."""
        if self.margin is None:
            self.margin = Margin()
        return self.margin

    def __repr__(self) -> str:
        return f"{self.type} {self.text!r}"
