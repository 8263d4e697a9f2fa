"""Files that a script writes with a here-document: each is read as the file that it becomes.

Source: POSIX.1-2017, Shell Command Language, 2.7.4 "Here-document": where no part of the word that
ends it is quoted, variables and commands in it are replaced.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dbstackc.base.source import Source
from dbstackc.lint.excerpt import Excerpt

_BEGUN = re.compile(
    r"^(?P<line>[^\n#]*?\b(?:cat|tee)\b[^\n]*?)<<(?P<dash>-?)[ \t]*(?P<quote>['\"\\]?)"
    r"(?P<end>\w+)['\"]?(?P<rest>[^\n]*)\n",
    re.M,
)
_INTO = re.compile(r"(?:>>?[ \t]*|\btee[ \t]+(?:-a[ \t]+)?)(?P<path>[^\s;&|<>]+)")
_FILLED = re.compile(r"(?<!\\)[$`]")
MOST = 1_000
"""Files that one script writes."""


class Here(NamedTuple):
    """A file in a script.

    name: where it is written to; "" where it is only shown. is_whole: whether it is written as it
    stands, and not filled in or added to another.
    """

    name: str
    text: Excerpt
    is_whole: bool


def heres(source: Source) -> Iterator[Here]:
    """Yield the files that a text writes, in order."""
    text, at = source.text, 0
    if "<<" not in text:
        return
    for _ in range(MOST):
        begun = _BEGUN.search(text, at)
        if begun is None:
            return
        at = begun.end()
        into = _INTO.search(begun["line"]) or _INTO.search(begun["rest"])
        tabs = r"\t*" if begun["dash"] else ""
        end = re.compile(rf"^{tabs}{begun['end']}[ \t]*\r?$", re.M).search(text, at)
        if end is None:
            return
        if end.start() > at:
            body = Excerpt(source, at, end.start())
            is_plain = bool(begun["quote"]) or not _FILLED.search(body.text)
            is_alone = ">>" not in begun["line"] + begun["rest"] and not begun["dash"]
            name = into["path"].strip("'\"") if into is not None else ""
            yield Here(name, body, is_plain and is_alone)
        at = end.end()


def without(source: Source, found: list[Here]) -> str:
    """Return a text without the files that it writes: what is left tells what it is."""
    parts: list[str] = []
    at, start = 0, source.offset if isinstance(source, Excerpt) else 0
    for here in found:
        parts.append(source.text[at : here.text.offset - start])
        at = here.text.offset - start + len(here.text.text)
    return "".join([*parts, source.text[at:]])
