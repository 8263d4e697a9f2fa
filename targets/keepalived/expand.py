"""The lines of a keepalived.conf as keepalived sees them: comments gone, definitions put in.

A word that a definition brought stands where the definition was asked for. A definition under a
condition, or in a file that is not had, is not known; nor is what uses it.

Source: keepalived.conf(5), 2.2, "Comments", "Conditional configuration and configuration id",
"Parameter substitution", "Sequences and lists"; keepalived 2.2.7, lib/parser.c, `read_line`,
`replace_param`, `add_seq`, `decomment`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dbstackc.base.source import Source
from dbstackc.base.span import Span

from .sequence import sequence

INCLUDES = frozenset(("include", "includea", "includeb", "includem", "includer", "includew"))
"""Words that ask for a file, whose name is the rest of the line; a letter says what keepalived does
where there is none."""

_TOKEN = re.compile(
    r'"(?:[^"\\\n]|\\.)*"?|[{}!#]'
    r'|(?:[^\s"{}!#$\\]+|\\[!#]?|\$\{[A-Za-z_]\w*[ \d]*\}|\$(?!\{[A-Za-z_]\w*[ \d]*\}))+'
)
_ODD = re.compile(r'["!#$\\]')
"""What makes a line more than words and braces."""

_BARE = re.compile(r"[^\s{}]+|[{}]")
_DEFINED = re.compile(r"\$([A-Za-z_]\w*)=[ \t]*(.*)", re.S)
_USED = re.compile(r"\$(?:\{([A-Za-z_]\w*)[ \d]*\}|([A-Za-z_]\w*)(?=[\s,)]|$))")
_USED_IN_QUOTES = re.compile(r"\$(?:\{([A-Za-z_]\w*)[ \d]*\}|([A-Za-z_]\w*)(?=[\s,)]))")
_NAMED = re.compile(r"\$\{?[A-Za-z_]")
_LAST = re.compile(r"\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))$")
_SPECIAL = re.compile(r'[\s"{}!#]')

MOST = 20_000
"""Lines that definitions and sequences may bring in all."""

WORDS = 200_000
"""Words and braces of one file that are read."""

LINE = 1023
"""Bytes of a line at most: what follows is a line of its own to keepalived."""

_LONGEST = 4096
"""Characters of a word with its definitions put in; more stays as it is written."""


class Word(NamedTuple):
    """A word; span: as it is written. certain: whether no unknown definition has a part in it.

    brace: whether it is a brace that opens or closes a block. quoted: whether it is in quotes.
    """

    text: str
    span: Span
    certain: bool = True
    brace: bool = False
    quoted: bool = False


_WORD = tuple.__new__
"""Makes a word of all its fields, in a fifth less time than a call of its class."""


class Line(NamedTuple):
    """The words of a line, and the `@word` that it depends on, "" for none."""

    words: tuple[Word, ...]
    condition: str = ""


class Expander:
    """One pass over a text.

    open_quotes: where quotes begin that nothing ends. cut: where reading stopped, None at the end.
    torn: where lines go on that are too long.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.known: dict[str, list[str]] = {"_HASH": ["#"], "_BANG": ["!"]}
        self.open_quotes: list[Span] = []
        self.waiting: list[tuple[str, Span, str, dict[str, str]]] = []
        self.defining: list[str] | None = None
        self.left = MOST
        self.words = WORDS
        self.cut: Span | None = None
        self.torn: list[Span] = []

    def within(self, source: Source) -> "Expander":
        """Return a pass over a text that is included here: it knows and adds what is defined."""
        inner = Expander(source)
        inner.known = self.known
        inner.left, inner.words = self.left, self.words
        self.words -= min(self.words, len(source.text) // 2)
        return inner

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the text that have words, in order."""
        text, at = self.source.text, 0
        while at < len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            torn = self._tear(text, at, end) if end - at > LINE // 4 else end
            words = self._bare(text, at, torn)
            if words is None:
                yield from self._line(text, at, torn, None, "")
            elif words:
                yield Line(tuple(words))
            while self.waiting:
                brought, span, condition, values = self.waiting.pop()
                for name, value in values.items():
                    self.known[name] = [value]
                yield from self._line(brought, 0, len(brought), span, condition)
            if self.words <= 0:
                self.cut = Span(self.source, torn, torn)
                return
            at = torn if torn < end else end + 1

    def _bare(self, text: str, start: int, end: int) -> list[Word] | None:
        """Return the words of a line that is nothing more; None of one that may be."""
        if self.defining is not None or _ODD.search(text, start, end) is not None:
            return None
        source = self.source
        words = [
            _WORD(Word, (token, Span(source, *match.span()), True, token in "{}", False))
            for match in _BARE.finditer(text, start, end)
            if (token := match[0])
        ]
        if words and words[0].text[0] in "@~":
            return None
        if len(words) > 2 and words[0].text in INCLUDES:
            name = Span(source, words[1].span.start, words[-1].span.end)
            words[1:] = [Word(text[name.start : name.end], name)]
        self.words -= len(words)
        return words

    def _tear(self, text: str, at: int, end: int) -> int:
        """Return where a line ends for keepalived, which takes so many bytes of it at once."""
        taken = text[at : min(end, at + LINE)].encode(errors="replace")
        if len(taken) <= LINE and at + LINE >= end:
            return end
        torn = at + len(taken[:LINE].decode(errors="ignore"))
        self.torn.append(Span(self.source, torn, torn))
        return torn

    def _line(
        self, text: str, start: int, end: int, span: Span | None, condition: str
    ) -> Iterator[Line]:
        words, begin, stop = self._scan(text, start, end, span)
        if self.defining is not None and span is None:
            if words:
                self._define_more(text[begin:stop])
            elif not text[start:end].strip("\r"):
                self.defining = None
            return
        first = 0
        while first < len(words) and words[first].text.startswith("@"):
            begin = self._after(text, begin, stop)
            first += 1
        if first:
            condition = " ".join((condition, *(word.text[1:] for word in words[:first]))).strip()
            words = words[first:]
        if not words:
            return
        code = text[begin:stop]
        if code.startswith("$") and (found := _DEFINED.match(code)) is not None:
            self._define(found[1], found[2], condition)
        elif code.startswith(("~SEQ", "~LST")):
            whole = words[0].span.join(words[-1].span)
            numbers, bracket, rest = code.partition(")")
            runs = sequence(self._put_in(numbers)[0] + bracket + rest, self.left)
            self._wait([(runs.text, whole, condition, values) for values in runs.values])
        elif "$" in code:
            yield Line(tuple(self._put_in_all(words, condition)), condition)
        else:
            yield Line(tuple(words), condition)

    def _scan(
        self, text: str, start: int, end: int, span: Span | None
    ) -> tuple[list[Word], int, int]:
        """Return the words of a line, where the first begins, and where its code ends."""
        words: list[Word] = []
        begin, stop = -1, start
        for match in _TOKEN.finditer(text, start, end):
            token = match[0]
            if token in ("!", "#"):
                break
            begin = match.start() if begin < 0 else begin
            stop = match.end()
            at = Span(self.source, match.start(), match.end()) if span is None else span
            if token[0] == '"':
                if (len(token) == 1 or token[-1] != '"') and span is None:
                    self.open_quotes.append(at)
                words.append(Word(token.strip('"'), at, quoted=True))
            elif token in "{}":
                words.append(Word(token, at, brace=True))
            else:
                plain = token.replace("\\#", "#").replace("\\!", "!") if "\\" in token else token
                words.append(Word(plain, at))
        self.words -= len(words)
        return words, max(begin, start), stop

    @staticmethod
    def _after(text: str, begin: int, stop: int) -> int:
        """Return where the word after the one at `begin` starts."""
        while begin < stop and not text[begin].isspace():
            begin += 1
        while begin < stop and text[begin].isspace():
            begin += 1
        return begin

    def _define(self, name: str, value: str, condition: str) -> None:
        goes_on = value.endswith("\\")
        value = value.rstrip("\\").rstrip() if goes_on else value
        lines = [value] if value or not goes_on else []
        self.defining = lines if goes_on else None
        if condition:
            self.known.pop(name, None)
        else:
            self.known[name] = lines

    def _define_more(self, code: str) -> None:
        assert self.defining is not None
        value = code.rstrip("\\").rstrip() if code.endswith("\\") else code
        if value:
            self.defining.append(value)
        if not code.endswith("\\"):
            self.defining = None

    def _wait(self, lines: list[tuple[str, Span, str, dict[str, str]]]) -> None:
        """Have lines read next, in their order, as far as there is room for them."""
        lines = lines[: self.left]
        self.left -= len(lines)
        self.waiting += reversed(lines)

    def _put_in_all(self, words: list[Word], condition: str) -> Iterator[Word]:
        for word in words:
            if "$" not in word.text:
                yield word
                continue
            if word.quoted:
                text, certain = self._put_in(word.text, _USED_IN_QUOTES)
                yield Word(text, word.span, certain, quoted=True)
                continue
            found = _LAST.search(word.text)
            lines = self.known.get(found[1] or found[2], []) if found is not None else []
            if found is not None and len(lines) > 1 and word is words[-1]:
                rest: list[tuple[str, Span, str, dict[str, str]]]
                rest = [(line, word.span, condition, {}) for line in lines[1:]]
                self._wait(rest)
                text, certain = self._put_in(word.text[: found.start()] + lines[0])
            else:
                text, certain = self._put_in(word.text)
            if _SPECIAL.search(text) is None or not certain:
                yield Word(text, word.span, certain)
            else:
                yield from self._scan(text, 0, len(text), word.span)[0]

    def _put_in(self, text: str, used: re.Pattern[str] = _USED) -> tuple[str, bool]:
        """Return a text with what its definitions say, and whether all of them are known."""
        for _ in range(20):
            made = used.sub(self._value, text)
            if made == text or len(made) > _LONGEST:
                break
            text = made
        return text, _NAMED.search(text) is None

    def _value(self, found: re.Match[str]) -> str:
        lines = self.known.get(found[1] or found[2], [])
        return lines[0] if len(lines) == 1 else found[0]
