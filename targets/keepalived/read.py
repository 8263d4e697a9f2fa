"""A keepalived.conf into its lines and blocks, each word with its place.

What a block includes is put in where it is asked for, as keepalived reads it. A file that is
included outside of blocks is one of the stack itself: of it only names and definitions are known.

Source: keepalived.conf(5), 2.2, "CONFIGURATION FILE SYNTAX", "Include files", "Quoted strings";
keepalived 2.2.7, lib/parser.c, `process_stream`.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from dbstackc.base.source import Source
from dbstackc.base.span import Span

from .expand import INCLUDES, Expander, Line, Word
from .include import Includes

_AROUND = 64
"""How many blanks, and how many blocks around one, are looked at to see what a brace is for."""


class Block(NamedTuple):
    """A line with words, and the lines in braces after it, None where there are no braces.

    condition: the `@word` that it depends on, "" for none. span: to its closing brace. head: the
    first word.
    """

    words: tuple[Word, ...]
    inside: "tuple[Block, ...] | None"
    span: Span
    condition: str = ""
    head: str = ""

    @property
    def is_partial(self) -> bool:
        """Whether some of it depends on a condition, or is in a file that was not had."""
        return any(
            each.condition or each.head in INCLUDES or not each.words[0].certain
            for each in self.inside or ()
            if each.words
        )

    def get(self, name: str) -> "Block | None":
        """Return the last line or block of a name inside, or None."""
        found = None
        for each in self.inside or ():
            if each.head == name and not each.condition:
                found = each
        return found

    def all(self, name: str) -> "Iterator[Block]":
        """Yield the lines and blocks of a name inside."""
        for each in self.inside or ():
            if each.head == name and not each.condition:
                yield each

    def plain(self) -> "Iterator[Block]":
        """Yield what is inside of a list: no block, nothing under a condition or of a file."""
        for each in self.inside or ():
            is_line = each.words and each.inside is None and not each.condition
            if is_line and each.head not in INCLUDES:
                yield each

    def lines(self, *names: str) -> "Iterator[Block]":
        """Yield the lines of some lists inside."""
        for name in names:
            for each in self.all(name):
                yield from each.plain()


class Config(NamedTuple):
    """A whole file: what it is from, and its blocks, in order.

    open_quotes: where quotes begin that nothing ends. open_blocks: what begins blocks that nothing
    ends, the outermost first. extra: closing braces of nothing. Braces under conditions count for
    nothing. slipped: what begins a block and the brace that ends it, where that brace is indented
    as if it were to end one around it. torn: where lines go on that are too long. cut: where
    reading stopped, None at the end. named: what files name that it includes outside of blocks, by
    the kind and the name, each with the word that asks for it. is_whole: whether all of these were
    had.
    """

    source: Source
    blocks: tuple[Block, ...]
    open_quotes: tuple[Span, ...] = ()
    open_blocks: tuple[Span, ...] = ()
    extra: tuple[Span, ...] = ()
    slipped: tuple[tuple[Span, Span], ...] = ()
    torn: tuple[Span, ...] = ()
    cut: Span | None = None
    named: Mapping[tuple[str, str], Span] = MappingProxyType({})
    is_whole: bool = True

    def all(self, name: str) -> Iterator[Block]:
        """Yield the blocks of a kind that have a name, nothing under a condition."""
        for each in self.blocks:
            named = len(each.words) > 1 and each.words[1].certain
            if each.head == name and named and each.inside is not None and not each.condition:
                yield each


def read(source: Source, includes: Includes | None = None) -> Config:
    """Return the blocks of a text; nothing is refused, and an open brace is closed by the end.

    includes: how files are had that it includes.
    """
    expander = Expander(source)
    parser = _Parser(source, expander, includes)
    if includes is not None:
        includes.begin(source)
    for line in expander.lines():
        parser.take(line)
    blocks, still_open = parser.end()
    certain = not parser.conditional_braces and expander.cut is None
    return Config(
        source,
        blocks,
        tuple(expander.open_quotes),
        tuple(still_open) if certain else (),
        tuple(parser.extra) if certain else (),
        tuple(_slipped(source)) if certain and still_open else (),
        tuple(expander.torn),
        expander.cut,
        parser.named,
        parser.is_whole,
    )


def _slipped(source: Source) -> "list[tuple[Span, Span]]":
    """Return the braces that seem to end a block around theirs: only a broken file is asked."""
    expander = Expander(source)
    parser = _Parser(source, expander, looks=True)
    for line in expander.lines():
        parser.take(line)
    parser.end()
    return parser.slipped


def write(config: Config) -> str:
    """Return the text of a file, as it was read."""
    return config.source.text


class _Parser:
    """A stack of open blocks: the words of each, its condition, and what is inside so far.

    looks: whether braces are looked at that may have slipped. is_inside: whether the
    text is put into a block. named, is_whole: as in `Config`.
    """

    def __init__(
        self,
        source: Source,
        expander: Expander,
        includes: Includes | None = None,
        *,
        looks: bool = False,
    ) -> None:
        self.source = source
        self.expander = expander
        self.includes = includes
        self.is_inside = False
        self.named: Mapping[tuple[str, str], Span] = {}
        self.is_whole = True
        self.looks = looks
        self.open: list[tuple[tuple[Word, ...], Span, str, list[Block]]] = []
        self.top: list[Block] = []
        self.extra: list[Span] = []
        self.slipped: list[tuple[Span, Span]] = []
        self.conditional_braces = False

    def take(self, line: Line) -> None:
        """Take the next line."""
        words: list[Word] = []
        for word in line.words:
            if not word.brace:
                words.append(word)
                continue
            self.conditional_braces |= bool(line.condition)
            if word.text == "{":
                self._open(words, word.span, line.condition)
            else:
                self._add(words, line.condition)
                self._close(word.span)
            words = []
        self._add(words, line.condition)

    def end(self) -> tuple[tuple[Block, ...], list[Span]]:
        """Return all blocks, and what began those that are still open."""
        end = Span(self.source, len(self.source.text), len(self.source.text))
        still_open = [self._span(words, at) for words, at, *_ in self.open]
        while self.open:
            self._close(end)
        return tuple(self.top), still_open

    def _open(self, words: list[Word], at: Span, condition: str) -> None:
        if condition and self.open and self.open[-1][2] and not self.open[-1][3]:
            return  # one brace closes what either condition opens
        into = self._into()
        if not words and into and into[-1].inside is None:
            before = into.pop()
            self.open.append((before.words, before.span, before.condition or condition, []))
        else:
            self.open.append((tuple(words), self._span(words, at), condition, []))

    def _add(self, words: Sequence[Word], condition: str) -> None:
        if words and words[0].text in INCLUDES and self._include(words, condition):
            return
        if words:
            first, last = words[0].span, words[-1].span
            span = first if len(words) == 1 else Span(self.source, first.start, last.end)
            self._into().append(Block(tuple(words), None, span, condition, words[0].text))

    def _include(self, words: Sequence[Word], condition: str) -> bool:
        """Take what a line includes; return whether nothing of the line is left."""
        asks, is_inside = self.includes, self.is_inside or bool(self.open)
        files = None if asks is None or condition else asks.files(words)
        if asks is None or files is None:
            self.is_whole = self.is_whole and is_inside
            return False
        found: list[Block] = []
        balanced = True
        for file in files:
            asks.enter(file, words[1])
            parser = _Parser(file.source, self.expander.within(file.source), asks)
            parser.is_inside = is_inside
            blocks, is_balanced = parser.all()
            found += blocks
            balanced = balanced and is_balanced
            self.is_whole = self.is_whole and parser.is_whole
            self.named = {**parser.named, **self.named}
            if not is_inside:
                named = (each for each in blocks if len(each.words) > 1)
                self.named = {
                    **{(each.head, each.words[1].text): asks.place for each in named},
                    **self.named,
                }
            asks.leave()
        if not is_inside or not balanced:
            return False
        self._into().extend(found)
        return True

    def all(self) -> tuple[tuple[Block, ...], bool]:
        """Return the blocks of the whole text, and whether its braces match each other."""
        for line in self.expander.lines():
            self.take(line)
        blocks, still_open = self.end()
        return blocks, not (still_open or self.extra or self.expander.cut)

    def _close(self, at: Span) -> None:
        if not self.open:
            self.extra.append(at)
            return
        words, span, condition, inside = self.open.pop()
        if self.looks and self.open and at.start < at.end and self._is_slipped(span, at):
            self.slipped.append((self._span(words, words[-1].span if words else span), at))
        head = words[0].text if words else ""
        self._into().append(Block(words, tuple(inside), span.join(at), condition, head))

    def _is_slipped(self, span: Span, at: Span) -> bool:
        """Tell whether a brace that ends a block stands as if it were to end one around it."""
        indent = self._indent(at)
        if indent is None or at.place[0] == span.place[0] or indent == self._indent(span):
            return False
        return any(indent == self._indent(outer) for _, outer, *_ in self.open[-_AROUND:])

    def _indent(self, span: Span) -> str | None:
        """Return the blanks before what is first on its line; None for what is not."""
        column = span.place[1]
        before = self.source.text[span.start - min(column - 1, _AROUND) : span.start]
        return before if len(before) == column - 1 and not before.strip() else None

    def _into(self) -> list[Block]:
        return self.open[-1][3] if self.open else self.top

    def _span(self, words: "list[Word] | tuple[Word, ...]", at: Span) -> Span:
        return words[0].span.join(at) if words else at
