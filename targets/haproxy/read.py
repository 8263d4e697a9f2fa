"""A haproxy.cfg into its lines, words and sections, each with its place.

Source: HAProxy 2.8 configuration manual, sections 2.1 "Configuration file format", 2.2 "Quoting and
escaping", 2.3 "Environment variables", 2.4 "Conditional blocks".
"""

import re
from itertools import pairwise
from typing import NamedTuple

from dbstackc.base.source import Source
from dbstackc.base.span import Span

SECTIONS = frozenset(
    ("global", "defaults", "listen", "frontend", "backend", "peers", "resolvers", "mailers",
     "userlist", "program", "cache", "ring", "http-errors", "fcgi-app", "log-forward", "crt-store",
     "traces", "log-profile", "acme", "healthcheck", "namespace_list")
)  # fmt: skip
"""Keywords that begin a section."""

NAMED = frozenset(("listen", "frontend", "backend"))
"""Sections that are proxies."""

WORDS = 200_000
"""Words of one file that are read."""

_PLAIN = re.compile(r"[^ \t\r\n#\"'\\]+")
"""A word, or the beginning of one, that is what it looks like."""

_BARE = re.compile(r"[^ \t\r\n]+")
_QUOTES = re.compile(r"[\"'\\]")
"""What makes a line more than words with blanks between them."""

_TEMPLATE = re.compile(r"\{\{|\{%|<%|%>|\$\{|@@|#\{")
"""What another program, which writes a file anew, would put something else for."""

_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


class Word(NamedTuple):
    """A word as HAProxy understands it; span: as it is written, quotes included.

    variable: whether the environment has a part in it: it is written `${NAME}` in double quotes.
    open: whether a quote in it has no end.
    """

    text: str
    span: Span
    variable: bool = False
    open: bool = False


class Line(NamedTuple):
    """A line with its words, continued ones as one; empty of words where it only comments.

    span: without its end. decided: whether it surely counts: not inside a `.if`. template: whether
    another program writes it anew before HAProxy reads it.
    """

    words: tuple[Word, ...]
    span: Span
    decided: bool = True
    template: bool = False


class Section(NamedTuple):
    """A section: its head, and the lines below it that have words.

    base: the defaults section that it inherits from, or None.
    """

    kind: str
    name: Word | None
    head: Line
    lines: tuple[Line, ...]
    base: "Section | None" = None


class Config(NamedTuple):
    """A whole file: what it is from, every line of it, and its sections.

    cut: where reading stopped, None at the end; what follows is one line without words.
    """

    source: Source
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    cut: Span | None = None


def read(source: Source) -> Config:
    """Return the lines and sections of a text; nothing is refused."""
    lines, cut = _lines(source)
    return Config(source, tuple(lines), tuple(_sections(tuple(lines))), cut)


def write(config: Config) -> str:
    """Return the text of a file, as it was read."""
    return "".join(f"{line.span.text}\n" for line in config.lines)[: len(config.source.text)]


def _lines(source: Source) -> "tuple[list[Line], Span | None]":
    """Return the lines of a text with their words, and where that stopped before the end."""
    text, at, depth, left = source.text, 0, 0, WORDS
    marked = _TEMPLATE.search(text) is not None
    found: list[Line] = []
    while at < len(text):
        if left <= 0:
            cut = Span(source, at, len(text))
            return [*found, Line((), cut, False)], cut
        words, end = _words(source, at, left)
        left -= len(words) or 1
        first = words[0].text if words else ""
        if first in (".endif", ".else", ".elif"):
            depth -= 1
        found.append(
            Line(
                words,
                Span(source, at, end),
                depth == 0 and not first.startswith("."),
                marked and _TEMPLATE.search(text, at, end) is not None,
            )
        )
        if first in (".if", ".else", ".elif"):
            depth += 1
        depth = max(depth, 0)
        at = end + 1
    return found, None


def _words(source: Source, at: int, most: int) -> tuple[tuple[Word, ...], int]:
    """Return the words of the line that begins somewhere, and where it ends.

    most: how many words; what follows on the line is passed over.
    """
    text, size = source.text, len(source.text)
    end = text.find("\n", at)
    end = size if end < 0 else end
    code = text.find("#", at, end)
    code = end if code < 0 else code
    if _QUOTES.search(text, at, code) is None:
        bare = [Word(m[0], Span(source, *m.span())) for m in _BARE.finditer(text, at, code)]
        return tuple(bare if len(bare) <= most else bare[:most]), end
    words: list[Word] = []
    while True:
        while at < size and text[at] in " \t\r":
            at += 1
        if at >= size or text[at] == "\n":
            return tuple(words), at
        if text[at] == "#" or len(words) >= most:
            end = text.find("\n", at)
            return tuple(words), size if end < 0 else end
        if text[at] == "\\" and text[at + 1 : at + 2] == "\n":
            at += 2
            continue
        plain = _PLAIN.match(text, at)
        if plain is not None and ((end := plain.end()) == size or text[end] in " \t\r\n#"):
            words.append(Word(plain[0], Span(source, at, end)))
            at = end
            continue
        word, at = _word(source, at)
        words.append(word)


def _word(source: Source, start: int) -> tuple[Word, int]:
    """Return the word that begins somewhere, and where it ends."""
    text, size, at = source.text, len(source.text), start
    parts: list[str] = []
    quote, variable = "", False
    while at < size:
        char = text[at]
        if char == "\n" or (not quote and char in " \t\r#"):
            break
        if quote == "'":
            end = _until(text, at, "'")
            parts.append(text[at:end])
            at = end
            if text[at : at + 1] == "'":
                quote, at = "", at + 1
            continue
        if char == "\\":
            after = text[at + 1 : at + 2]
            if after in ("", "\n"):
                break
            parts.append(_ESCAPES.get(after, after))
            at += 2
        elif char == '"':
            quote = "" if quote else '"'
            at += 1
        elif char == "'" and not quote:
            quote, at = "'", at + 1
        elif char == "$" and quote == '"':
            variable = True
            parts.append(char)
            at += 1
        else:
            parts.append(char)
            at += 1
    word = Word("".join(parts), Span(source, start, at), variable, bool(quote))
    return word, max(at, start + 1)


def _until(text: str, at: int, mark: str) -> int:
    """Return where a mark is next, on this line; else where the line ends."""
    found = text.find(mark, at)
    found = len(text) if found < 0 else found
    end = text.find("\n", at, found)
    return found if end < 0 else end


def _sections(lines: tuple[Line, ...]) -> "list[Section]":
    """Gather lines under the heads above them, with the defaults that each proxy inherits."""
    found: list[Section] = []
    defaults: dict[str, Section] = {}
    last: Section | None = None
    head: Line | None = None
    inside: list[Line] = []

    def close() -> None:
        nonlocal last
        if head is None:
            return
        kind, words = head.words[0].text, head.words
        name = words[1] if len(words) > 1 and words[1].text != "from" else None
        asked = next((b.text for a, b in pairwise(words) if a.text == "from"), "")
        base = defaults.get(asked) if asked else last if kind in NAMED else None
        made = Section(kind, name, head, tuple(inside), base)
        found.append(made)
        if kind == "defaults":
            last = made
            if name is not None:
                defaults[name.text] = made

    for line in lines:
        if not line.words:
            continue
        if line.words[0].text in SECTIONS:
            close()
            head, inside = line, []
        elif head is not None:
            inside.append(line)
    close()
    return found
