"""Text to lexemes.

The terminals are those of the grammar, joined into one regular expression; here is only the loop.
What the grammar does not know comes out as a fault, which no rule of the grammar takes.

Separators that stand together come out as one, and those that say nothing (at the start of a text
or of a block, line ends after a comma) not at all; so each statement knows its comments by the time
its separator is seen.
"""

import re
from collections.abc import Iterable, Iterator

from dbstackc.base.source import Source
from dbstackc.syntax.comment import Margins
from dbstackc.syntax.lexeme import Lexeme

_BLANKS = ("BLANK", "CONTINUATION")
# Tried in this order, after the terminals of the grammar: a text with a wrong escape or a control
# character; a text, and a bracket, that is never closed; a text in other quotes; a comment behind a
# full-width mark; any other character.
_FAULTS = {
    "FAULTY_TEXT": r'"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"',
    "OPEN_TEXT": r'"[^\r\n]*',
    "OPEN_BRACKET": r"\[[^\s{};]*",
    "QUOTED": r"'[^'\r\n]*'|`[^`\r\n]*`|[“”][^“”\r\n]*[“”]|[‘’][^‘’\r\n]*[‘’]|＂[^＂\r\n]*＂",
    "WIDE_COMMENT": r"＃[^\n]*",
    "STRANGE": r"[\s\S]",
}
_SEPARATORS = frozenset(("_NEWLINE", "SEMICOLON"))


def joined(terminals: Iterable[tuple[str, int, str]]) -> re.Pattern[str]:
    """Join terminals into one expression; the name of its only group is what was found.

    terminals: name, priority and regular expression of each, without groups of their own.
    """
    first = sorted(terminals, key=lambda terminal: -terminal[1])
    blanks = "|".join(pattern for name, _, pattern in first if name in _BLANKS)
    kinds = {"END": r"\Z"} | {name: pattern for name, _, pattern in first if name not in _BLANKS}
    found = "|".join(f"(?P<{name}>{pattern})" for name, pattern in (kinds | _FAULTS).items())
    # Not `*+`: before Python 3.11.5 a possessive group that tries a branch in vain eats what stood
    # before it. Nothing is ever given back here either way, since STRANGE takes whatever follows.
    # Source: CPython gh-106052; Debian 12 has 3.11.2.
    return re.compile(f"(?:{blanks})*(?:{found})")


def lex(source: Source, pattern: re.Pattern[str]) -> Iterator[Lexeme]:
    """Yield the lexemes of a text; the last is `$END`, and the comments left over hang on it.

    pattern: from `joined`.
    """
    text = source.text
    margins = Margins()
    separator: Lexeme | None = None
    for found in pattern.finditer(text):
        kind = found.lastgroup
        assert kind is not None
        start, end = found.span(kind)
        if kind == "COMMENT":
            margins.comment(source, start, end)
        elif kind in _SEPARATORS:
            last = margins.last
            if kind == "_NEWLINE":
                margins.fresh = True
                margins.lines += text.count("\n", start, end)
                if separator is not None or (last is not None and last.type == "COMMA"):
                    continue
            elif separator is not None:
                separator.type = kind
                continue
            if last is not None and last.type != "OPEN":
                separator = Lexeme(kind, text[start:end], source, start, end)
        else:
            if kind == "END":
                break
            lexeme = Lexeme(kind, text[start:end], source, start, end)
            margins.take(lexeme, separator is not None)
            if separator is not None:
                yield separator
                separator = None
            yield lexeme
    if separator is not None:
        yield separator
    final = Lexeme("$END", "", source, len(text), len(text))
    final.edged().before = margins.rest
    yield final
