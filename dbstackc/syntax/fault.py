"""Text that is no lexeme of the grammar: what to say of it, and what it was meant to be.

Many are the full-width twins of our marks, which an input method leaves behind, or blanks that are
none; the reader goes on as if the right one stood there.
"""

import re

from dbstackc.base.diagnostic import Edit, Fix
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.syntax.lexeme import Lexeme
from dbstackc.syntax.sentence import closes_nothing, say

_TWINS = {
    "，": ("COMMA", ","),
    "、": ("COMMA", ","),
    "；": ("SEMICOLON", ";"),
    "｛": ("OPEN", "{"),
    "｝": ("CLOSE", "}"),
    "（": ("LPAR", "("),
    "）": ("SHUT", ")"),
    "：": ("", ":"),
    "［": ("", "["),
    "【": ("", "["),
    "］": ("", "]"),
    "】": ("", "]"),
}
_UNSEEN = {"Cc": "a control character", "Cf": "an invisible character", "Cs": "half a character"}
_ESCAPE = re.compile(r"\\([^\n])")


def mended(lexeme: Lexeme, report: Report) -> Lexeme | None:
    """Report a fault, and return the lexeme to go on with, or None to go on without it."""
    match lexeme.type:
        case "OPEN_TEXT":
            help = 'close it with `"` on the same line'
            say(report, "this text is never closed", _first(lexeme), "opened here", help)
        case "OPEN_BRACKET":
            help = "close it with `]`, as in `vm[1..4]`"
            say(report, "this bracket is never closed", _first(lexeme), "opened here", help)
        case "WIDE_COMMENT":
            span = _first(lexeme)
            say(report, "a comment begins with `#`, not with `＃`", span, fix=_write(span, "#"))
        case "QUOTED":
            text = '"' + lexeme.text[1:-1].replace("\\", "\\\\").replace('"', '\\"') + '"'
            title = f"a text stands in double quotes, not in `{lexeme.text[0]}`"
            say(report, title, lexeme, fix=_write(lexeme.span, text))
            return _as(lexeme, "STRING", text)
        case "FAULTY_TEXT":
            _faulty_text(lexeme, report)
            return _as(lexeme, "STRING", lexeme.text)
        case _:
            return _strange(lexeme, report)
    return None


def _faulty_text(lexeme: Lexeme, report: Report) -> None:
    for place, char in enumerate(lexeme.text):
        if char != "\t" and (char < " " or char == "\x7f"):
            span = Span(lexeme.source, lexeme.start + place, lexeme.start + place + 1)
            title = f"a text holds a control character ({_code(char)})"
            say(report, title, span, help="take it out")
            return
    for found in _ESCAPE.finditer(lexeme.text):
        if found[1] not in '"\\nt':
            at = lexeme.start + found.start()
            span = Span(lexeme.source, at, at + 2)
            title = f"`{found[0]}` means nothing in a text"
            note = 'a text knows `\\"`, `\\\\`, `\\n` and `\\t`'
            fix = _write(span, "\\\\" + found[1])
            say(report, title, span, note=note, fix=fix)
            return


def _strange(lexeme: Lexeme, report: Report) -> Lexeme | None:
    from unicodedata import category

    char, span = lexeme.text, lexeme.span
    if char in _TWINS:
        kind, plain = _TWINS[char]
        title = f"`{char}` is the full-width twin of `{plain}`"
        say(report, title, span, fix=_write(span, plain))
        return _as(lexeme, kind, plain) if kind else None
    if char == "]":
        closes_nothing(lexeme, report)
    elif char == "\\":
        help = "end the line with it to go on in the next, or put the text in double quotes"
        say(report, "`\\` stands in the middle of a line", span, help=help)
    elif char == "\r":
        title = f"a carriage return without a line feed ({_code(char)})"
        say(report, title, span, help="end lines with a line feed", fix=_write(span, "\n"))
        return _as(lexeme, "SEMICOLON", ";")
    elif char.isspace():
        title = f"{_code(char)} looks like a blank and is none"
        say(report, title, span, fix=_write(span, " "))
    elif noun := _UNSEEN.get(category(char)):
        title = f"{noun} ({_code(char)})"
        say(report, title, span, help="take it out", fix=_write(span, ""))
    else:
        help = "put the text in double quotes"
        say(report, f"`{char}` has no meaning here", span, help=help)
    return None


def _as(lexeme: Lexeme, kind: str, text: str) -> Lexeme:
    other = Lexeme(kind, text, lexeme.source, lexeme.start, lexeme.end)
    other.margin = lexeme.margin
    return other


def _first(lexeme: Lexeme) -> Span:
    return Span(lexeme.source, lexeme.start, lexeme.start + 1)


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def _write(span: Span, text: str) -> Fix:
    if text in ("", " ", "\n"):
        title = {"": "take it out", " ": "write a blank", "\n": "write a line feed"}[text]
    else:
        title = f"write `{text}`"
    return Fix(title, (Edit(span, text),))
