"""What lines of haproxy.cfg ask for: the expressions in conditions and headers, and their names.

Source: HAProxy 2.6.12, sample.c, `sample_parse_expr`; acl.c, `parse_acl_expr` and `parse_acl_cond`;
log.c, `parse_logformat_string`; configuration manual, sections 7.1 and 7.3.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .read import Word

_NAME = re.compile(r"[A-Za-z0-9_.:-]*", re.ASCII)
_QUOTED = re.compile(r"[\"'\\$]")
_HEADERS = frozenset(("set-header", "add-header", "set-path", "set-query", "set-uri"))
_VALUED = frozenset(("set-header", "add-header"))

FLAGS = frozenset(("-i", "-n", "-M"))
VALUED_FLAGS = frozenset(("-f", "-m", "-u"))


class Expression(NamedTuple):
    """An expression, as `req.hdr(host),lower`.

    word: that it stands in. fetch: what it asks for. converters: what is made of it, in turn.
    wrong: why it is none, "" if it is one. rest: the words behind it, of a condition.
    """

    word: Word
    fetch: str
    converters: tuple[str, ...] = ()
    wrong: str = ""
    rest: tuple[Word, ...] = ()


def expressions(words: Sequence[Word]) -> Iterator[Expression]:
    """Yield the expressions of a line: of its `acl`, its condition, and the header that it sets."""
    first = words[0].text
    if first == "acl":
        if len(words) > 2:
            yield _whole(words[2], tuple(words[3:]))
        return
    yield from _conditions(words)
    if first.startswith("http-") and len(words) > 2 and words[1].text in _HEADERS:
        at = 3 if words[1].text in _VALUED else 2
        if len(words) > at:
            yield from _inside(words[at])


def _conditions(words: Sequence[Word]) -> Iterator[Expression]:
    """Yield what stands in braces behind the last `if`."""
    ends = [i for i, word in enumerate(words) if word.text in ("if", "unless") and _is_bare(word)]
    if not ends:
        return
    inside: list[Word] | None = None
    for word in words[ends[-1] + 1 :]:
        if word.text.lstrip("!") == "{" and inside is None:
            inside = []
        elif word.text == "}" and inside is not None:
            if inside:
                yield _whole(inside[0], tuple(inside[1:]))
            inside = None
        elif inside is not None:
            inside.append(word)


def _is_bare(word: Word) -> bool:
    return word.span.text == word.text


def _whole(word: Word, rest: tuple[Word, ...]) -> Expression:
    """Return the expression that a word is."""
    return _read(word, word.text, rest)[0]


def _inside(word: Word) -> Iterator[Expression]:
    """Yield the expressions in `%[…]` of a word."""
    at = word.text.find("%[")
    while at >= 0:
        if word.text[at - 1 : at] == "%" and at:
            return  # a percent sign of its own
        found, end = _read(word, word.text[at + 2 :], ())
        end += at + 2
        if not found.wrong and not _QUOTED.search(word.text, at) and "]" in word.text[at:]:
            after = word.text[end : end + 1]
            if after not in ("]", " "):
                found = found._replace(wrong=f"ends with `]`, and `{after}` stands there")
        yield found
        at = word.text.find("%[", max(end, at + 2))


def _read(word: Word, text: str, rest: tuple[Word, ...]) -> tuple[Expression, int]:
    """Return the expression that a text begins with, and where it ends.

    Of one with quotes only the first name is told.
    """
    found = _NAME.match(text)
    fetch = found[0] if found is not None else ""
    at = len(fetch)
    if not fetch:
        wrong = "" if text[:1] in ("", '"', "'", "\\", "$", "%") else "begins with a name"
        return Expression(word, "", wrong=wrong, rest=rest), at
    if _QUOTED.search(text):
        return Expression(word, "" if text[at : at + 1] == "$" else fetch, rest=rest), at
    names = [fetch]
    while True:
        if text[at : at + 1] == "(":
            close = text.find(")", at)
            if close < 0:
                wrong = f"nothing closes the `(` behind `{names[-1]}`"
                return Expression(word, fetch, tuple(names[1:]), wrong, rest), len(text)
            at = close + 1
        if text[at : at + 1] != ",":
            break
        found = _NAME.match(text, at + 1)
        name = found[0] if found is not None else ""
        at += 1 + len(name)
        if not name:
            break
        names.append(name)
    return Expression(word, fetch, tuple(names[1:]), rest=rest), at
