"""Panic mode: report, drop to the end of the statement, go on.

Nothing here is run for a text without a mistake. A lexeme that the parser would refuse is reported;
then what is left of the statement is dropped, half-built parts are taken off the parser's stacks
until the end of the statement is welcome, and reading goes on. So each statement keeps what stood
before its mistake, and is marked as broken.
"""

from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.syntax import sentence
from dbstackc.syntax.fault import mended
from dbstackc.syntax.lexeme import Lexeme
from dbstackc.syntax.stack import Stack
from dbstackc.syntax.tree import Comment, Statement

_MOST = 100
"""After so many mistakes the rest of a file is not read."""

_SEPARATORS = frozenset(("_NEWLINE", "SEMICOLON"))
_FAULTS = frozenset(
    ("FAULTY_TEXT", "OPEN_TEXT", "OPEN_BRACKET", "QUOTED", "WIDE_COMMENT", "STRANGE")
)
_OPENING = frozenset(("OPEN", "LPAR"))
_RESUMES = frozenset(("PREPOSITION", "OPEN", "CLOSE", *_SEPARATORS))
_UNFINISHED = frozenset(("COMMA", "ARROW", "PREPOSITION", "LPAR"))
_DROPS_THE_LINE = frozenset(("OPEN_TEXT", "OPEN_BRACKET"))


class _Open:
    """An open brace, and the statement it belongs to.

    indent: blanks before the statement's line.
    steps_in: whether the first line inside is further in than that; None until it is seen.
    """

    __slots__ = ("brace", "head", "indent", "steps_in")

    def __init__(self, brace: Lexeme, head: Lexeme | None) -> None:
        self.brace = brace
        self.head = head
        self.indent = _indent(head or brace)
        self.steps_in: bool | None = None


class Recovery:
    """Read lexemes with mistakes among them; one object a text.

    stack: empty.
    lexemes: the last is `$END`.
    depth: how deep braces and parentheses may nest.
    unclosed: how many braces are open at the end; found beforehand, so that indentation is asked
        for advice only where it is needed.
    """

    def __init__(
        self,
        stack: Stack,
        lexemes: Iterator[Lexeme],
        report: Report,
        *,
        depth: int,
        unclosed: int,
    ) -> None:
        self._stack = stack
        self._lexemes = lexemes
        self._again: list[Lexeme] = []
        self._report = report
        self._depth = depth
        self._unclosed = unclosed
        self._mistakes = 0
        self._last: Lexeme | None = None
        self._edge = 0
        self._head: Lexeme | None = None
        self._open: list[_Open] = []
        self._brackets: list[Lexeme] = []
        self._floors = [stack.height]
        self._is_echo = False
        self._is_cut = False

    def read(self) -> tuple[tuple[Statement, ...], tuple[Comment, ...]]:
        """Return the statements of the text and the comments after the last of them.

        Reports: syntax.
        """
        while True:
            lexeme = self._next()
            if lexeme.type == "$END":
                return self._finish(lexeme), tuple(lexeme.edged().before)
            if self._mistakes >= _MOST:
                sentence.too_many(lexeme, _MOST, self._report)
                self._is_cut = True
                end = len(lexeme.source.text)
                return self._finish(Lexeme("$END", "", lexeme.source, end, end)), ()
            if lexeme.type in _FAULTS:
                self._mend(lexeme)
            elif lexeme.type in _SEPARATORS:
                self._separate(lexeme)
            else:
                self._ask_indentation(lexeme)
                self._take(lexeme)

    def _next(self) -> Lexeme:
        return self._again.pop() if self._again else next(self._lexemes)

    def _mend(self, lexeme: Lexeme) -> None:
        """Report text that is no lexeme, and go on as if the right one stood there."""
        self._mistake(self._head)
        other = mended(lexeme, self._report)
        self._is_echo = True
        if lexeme.type in _DROPS_THE_LINE:
            self._skip(self._next())
        elif other is not None and other.type in _SEPARATORS:
            self._separate(other)
        elif other is not None:
            self._take(other)

    def _separate(self, lexeme: Lexeme) -> None:
        """Take the end of a line or a semicolon."""
        before = self._last.type if self._last else ""
        ends_line = lexeme.type == "_NEWLINE"
        if before in ("", "OPEN", *_SEPARATORS) or (ends_line and before == "COMMA"):
            return
        if ends_line and before != "CLOSE":
            following = self._next()
            self._again.append(following)
            if following.type == "OPEN":
                self._mistake(self._head)
                sentence.stands_alone(following, self._report)
                return
        self._take(lexeme)

    def _take(self, lexeme: Lexeme) -> None:
        """Feed a lexeme to the parser, or report it and recover."""
        kind = lexeme.type
        if (kind == "CLOSE" and not self._open) or (kind == "SHUT" and not self._brackets):
            self._mistake(self._head)
            sentence.closes_nothing(lexeme, self._report)
        elif kind in _OPENING and len(self._open) + len(self._brackets) >= self._depth:
            self._mistake(self._head)
            sentence.too_deep(lexeme, self._depth, self._report)
            self._again.append(lexeme)
            self._skip(self._next(), block=False)
            self._is_cut = self._again[-1].type == "$END"
        elif self._stack.welcomes(kind) or self._refuse(lexeme):
            self._feed(lexeme)

    def _refuse(self, lexeme: Lexeme) -> bool:
        """Report a lexeme, drop what forbids going on, and say whether to feed it after all."""
        kind = lexeme.type
        bracket = self._brackets[-1] if self._brackets else None
        self._brackets.clear()
        if not self._is_echo:
            sentence.refused(lexeme, self._last, bracket, self._report)
            self._mistake(self._head)
        if self._last is not None and self._last.type == "CLOSE":
            if kind != "WORD":
                self._skip(lexeme, block=False)
                return False
            self._feed(self._made("SEMICOLON", lexeme))
            return True
        if kind == "COMMA" and self._last is not None and self._last.type == "COMMA":
            return False
        if kind in _RESUMES and self._pop_to(kind):
            return True
        self._skip(lexeme)
        return False

    def _skip(self, lexeme: Lexeme, block: bool = True) -> None:
        """Drop lexemes up to the end of the statement, then half-built parts of it.

        block: whether a block that follows may be kept.
        """
        nested = 0
        while lexeme.type != "$END":
            kind = lexeme.type
            if nested == 0 and (kind in _SEPARATORS or kind == "CLOSE"):
                break
            if kind == "OPEN":
                if block and nested == 0 and self._pop_to("OPEN"):
                    break
                nested += 1
            elif kind == "CLOSE":
                nested -= 1
            lexeme = self._next()
        self._brackets.clear()
        if lexeme.type != "OPEN":
            self._pop_to("SEMICOLON")
        if self._last is not None and self._last.type in _UNFINISHED:
            self._last = self._made("DROPPED", lexeme)
        self._again.append(lexeme)

    def _ask_indentation(self, lexeme: Lexeme) -> None:
        """Close the blocks that a line stands too far to the left to be in.

        Only where the first line of the block was further in, and only as many as lack a brace.
        """
        if not (self._unclosed and self._open and _begins_line(lexeme)):
            return
        column, closes = _indent(lexeme), lexeme.type == "CLOSE"
        if self._open[-1].steps_in is None:
            self._open[-1].steps_in = column > self._open[-1].indent
        while self._unclosed and self._open and self._last_ends:
            found = self._open[-1]
            if not found.steps_in or column + closes > found.indent:
                return
            self._mistake(found.head)
            sentence.never_closed([found.brace], self._report, lexeme.span)
            self._unclosed -= 1
            self._feed(self._made("CLOSE", lexeme))
            if not closes:
                self._feed(self._made("SEMICOLON", lexeme))

    @property
    def _last_ends(self) -> bool:
        """Whether a statement can begin or a block end here."""
        return self._last is not None and self._last.type in ("OPEN", "CLOSE", *_SEPARATORS)

    def _finish(self, lexeme: Lexeme) -> tuple[Statement, ...]:
        """Close what is open at the end of the text."""
        kind = "CLOSE" if self._open else "$END"
        if not self._stack.welcomes(kind):
            if not self._is_echo and not self._is_cut:
                bracket = self._brackets[-1] if self._brackets else None
                sentence.refused(lexeme, self._last, bracket, self._report)
            if self._head is not None:
                self._head.edged().broken = True
            self._pop_to(kind)
        if self._open and not self._is_cut:
            sentence.never_closed([found.brace for found in self._open], self._report)
        while self._open:
            self._mistake(self._open[-1].head)
            self._feed(self._made("CLOSE", lexeme))
        result: tuple[Statement, ...] = self._stack.feed(lexeme)
        return result

    def _mistake(self, head: Lexeme | None) -> None:
        """Count a mistake, and mark the statement that begins with `head`.

        Where none has begun, what is lost is lost to the block.
        """
        self._mistakes += 1
        if head is None and self._open:
            head = self._open[-1].head
        if head is not None:
            head.edged().broken = True

    def _made(self, kind: str, before: Lexeme) -> Lexeme:
        """Return a lexeme that nobody wrote, to stand before another."""
        return Lexeme(kind, "", before.source, self._edge, self._edge)

    def _feed(self, lexeme: Lexeme) -> None:
        """Give a welcome lexeme to the parser, and remember what is open."""
        kind = lexeme.type
        if kind not in _SEPARATORS and (
            self._last is None or self._last.type in ("OPEN", *_SEPARATORS)
        ):
            self._head = lexeme
        self._stack.feed(lexeme)
        self._is_echo = False
        self._last = lexeme
        if kind in _SEPARATORS:
            self._head = None
            self._floors[-1] = self._stack.height
            return
        self._edge = lexeme.end
        if kind == "OPEN":
            self._open.append(_Open(lexeme, self._head))
            self._floors.append(self._stack.height)
        elif kind == "CLOSE":
            self._head = self._open.pop().head
            self._floors.pop()
        elif kind == "LPAR":
            self._brackets.append(lexeme)
        elif kind == "SHUT":
            self._brackets.pop()

    def _pop_to(self, kind: str) -> bool:
        """Drop half-built parts of the statement until a kind of lexeme may come."""
        return self._stack.pop_to(kind, self._floors[-1])


def _line_before(lexeme: Lexeme) -> str:
    text = lexeme.source.text
    return text[text.rfind("\n", 0, lexeme.start) + 1 : lexeme.start]


def _begins_line(lexeme: Lexeme) -> bool:
    """Tell whether only blanks stand before a lexeme, without reading a long line for each."""
    text, at = lexeme.source.text, lexeme.start - 1
    while at >= 0 and text[at] != "\n" and text[at].isspace():
        at -= 1
    return at < 0 or text[at] == "\n"


def _indent(lexeme: Lexeme) -> int:
    """Count the blanks before the line of a lexeme; a tab goes on to the next eighth column."""
    line = _line_before(lexeme).expandtabs(8)
    return len(line) - len(line.lstrip())
