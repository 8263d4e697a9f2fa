"""A keepalived.conf into its lines and blocks, each word with its place.

Source: keepalived.conf(5), 2.2, "CONFIGURATION FILE SYNTAX", "Comments", "Conditional
configuration", "Parameter substitution", "Quoted strings".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dbstackc.base.source import Source
from dbstackc.base.span import Span

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"?|\{|\}|[^\s"{}!#]+|[!#]')
_DEFINED = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)=(.*)")
_USED = re.compile(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?")


class Word(NamedTuple):
    """A word; span: as it is written. certain: whether no unknown variable has a part in it."""

    text: str
    span: Span
    certain: bool = True


class Block(NamedTuple):
    """A line with words, and the lines in braces after it, None where there are no braces.

    condition: the `@word` that it depends on, "" for none. span: to its closing brace.
    """

    words: tuple[Word, ...]
    inside: "tuple[Block, ...] | None"
    span: Span
    condition: str = ""

    @property
    def head(self) -> str:
        """Its first word."""
        return self.words[0].text if self.words else ""

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


class Config(NamedTuple):
    """A whole file: what it is from, and its blocks, in order. included: files that it names."""

    source: Source
    blocks: tuple[Block, ...]


def read(source: Source) -> Config:
    """Return the blocks of a text; nothing is refused, and an open brace is closed by the end."""
    return Config(source, _Parser(source).run())


def write(config: Config) -> str:
    """Return the text of a file, as it was read."""
    return config.source.text


class _Parser:
    """One pass over the lines of a text, with a stack of open blocks."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.known: dict[str, str] = {}
        self.open: list[tuple[tuple[Word, ...], Span, str, list[Block]]] = []
        self.top: list[Block] = []

    def run(self) -> tuple[Block, ...]:
        text, at = self.source.text, 0
        while at <= len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            while end > at and text[end - 1] == "\\" and end < len(text):
                stop = text.find("\n", end + 1)
                end = len(text) if stop < 0 else stop
            self._line(at, end)
            at = end + 1
        while self.open:
            self._close(Span(self.source, len(text), len(text)))
        return tuple(self.top)

    def _line(self, start: int, end: int) -> None:
        defined = _DEFINED.match(self.source.text[start:end].strip())
        if defined is not None:
            self.known[defined[1]] = defined[2].strip().strip('"')
            return
        words: list[Word] = []
        condition = ""
        for match in _TOKEN.finditer(self.source.text, start, end):
            token, span = match[0], Span(self.source, match.start(), match.end())
            if token in "!#":
                break
            if token == "{":
                self.open.append((tuple(words), self._span(words, span), condition, []))
                words, condition = [], ""
            elif token == "}":
                self._add(words, condition)
                words, condition = [], ""
                self._close(span)
            elif token.startswith("@") and not words:
                condition = token[1:]
            elif token != "\\":
                words.append(self._word(token, span))
        self._add(words, condition)

    def _word(self, token: str, span: Span) -> Word:
        bare = token.strip('"') if token.startswith('"') else token
        if "$" not in bare:
            return Word(bare, span)
        certain = all(found[1] in self.known for found in _USED.finditer(bare))
        return Word(_USED.sub(lambda m: self.known.get(m[1], m[0]), bare), span, certain)

    def _add(self, words: list[Word], condition: str) -> None:
        if words:
            self._into().append(
                Block(tuple(words), None, self._span(words, words[-1].span), condition)
            )

    def _close(self, at: Span) -> None:
        if not self.open:
            return
        words, span, condition, inside = self.open.pop()
        self._into().append(Block(words, tuple(inside), span.join(at), condition))

    def _into(self) -> list[Block]:
        return self.open[-1][3] if self.open else self.top

    def _span(self, words: list[Word], at: Span) -> Span:
        return words[0].span.join(at) if words else at
