"""To which statement a comment belongs.

The one it ends the line of, else the next one, else the block it lies in. A comment in the middle
of a statement (after the comma that lets its line go on) counts as standing above it.

What is found hangs on the first lexeme of the statement, where the builder of the tree finds it.
"""

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.syntax.lexeme import Lexeme
from dbstackc.syntax.tree import Comment


class Margins:
    """Give each comment and each blank line to a statement, while the text is read.

    In a text with syntax errors a comment may go to a neighbour, or be lost with its statement.

    last: the lexeme before, separators and comments apart; None at the start.
    fresh: whether a line has begun since.
    lines: line ends since the last lexeme or comment.
    """

    __slots__ = ("_head", "_newline", "_open", "_pending", "_searched", "_tall", "fresh",
                 "last", "lines")  # fmt: skip

    def __init__(self) -> None:
        self.last: Lexeme | None = None
        self.fresh = True
        self.lines = 0
        self._head: Lexeme | None = None
        self._open: list[tuple[Lexeme, Lexeme]] = []
        self._pending: list[Comment] = []
        self._tall = False
        # the last line end known, and up to where it was looked for: no text is searched twice,
        # however deep the blocks in it
        self._newline = -1
        self._searched = 0

    def comment(self, source: Source, start: int, end: int) -> None:
        """Take a comment: from the # to the end of the line, in offsets."""
        text = source.text[start:end].rstrip()
        found = Comment(text, Span(source, start, start + len(text)), self.lines > 1)
        self.lines = 0
        head, last = self._head, self.last
        if head is None or last is None:
            self._pending.append(found)
        elif last.type == "COMMA":
            head.edged().before.append(found)
        elif self.fresh:
            self._pending.append(found)
        elif last.type == "CLOSE" and self._tall:
            head.edged().closing = found
        else:
            head.edged().after = found

    def take(self, lexeme: Lexeme, separated: bool) -> None:
        """Take a lexeme that is no separator.

        separated: whether a separator stands before it.
        """
        last = self.last
        if lexeme.type == "CLOSE":
            self._close(lexeme)
        elif last is None or separated or last.type == "OPEN":
            self._begin(lexeme, joined=separated and not self.fresh)
        if lexeme.type == "OPEN" and self._head is not None:
            self._open.append((self._head, lexeme))
        self.last = lexeme
        self.fresh = False
        self.lines = 0

    @property
    def rest(self) -> list[Comment]:
        """The comments that no statement has claimed yet."""
        return self._pending

    def _begin(self, head: Lexeme, joined: bool) -> None:
        self._head = head
        blank = self.lines > 1
        if self._pending:
            margin = head.edged()
            margin.before, self._pending = self._pending, []
            margin.blank, margin.apart = margin.before[0].blank, blank
        elif blank or joined:
            head.edged().blank, head.edged().joined = blank, joined

    def _close(self, lexeme: Lexeme) -> None:
        if not self._open:
            return
        self._head, opening = self._open.pop()
        found = lexeme.source.text.rfind("\n", self._searched, lexeme.start)
        self._newline, self._searched = max(found, self._newline), lexeme.start
        self._tall = self._newline >= opening.end
        if self._pending:
            self._head.edged().inside, self._pending = tuple(self._pending), []
