"""Servers that are checked, and say no port to ask at.

Source: HAProxy 2.6.12, check.c, `init_srv_check`; `haproxy -c` of 2.6.12, asked for each.
"""

import re
from collections.abc import Iterator, Sequence

from .read import Line, Section, Word

_PORTLESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}(?::(?:0+|\+\d+))?", re.ASCII)
"""An address without a port of its own: none, or the client's and some more."""

_ELSEWHERE = frozenset(("port", "addr", "no-check", "track"))
"""Options of a server that say where to ask, or not to ask."""

_ASKING = frozenset(("tcp-check", "http-check", "external-check", "disabled"))
"""First words of lines that may say where to ask, or that nothing is asked."""


def unasked(section: Section) -> Iterator[Word]:
    """Yield the address of each server of a section that is checked at no port.

    Silent where lines that matter may not count, and of names: they are looked up.
    """
    lines = [*_inherited(section), *section.lines]
    if not all(line.decided and not line.template for line in lines):
        return
    if any(_is_asking(line) for line in lines):
        return
    shared = {w.text for line in lines if _first(line) == "default-server" for w in line.words}
    for line in section.lines:
        words = line.words
        if words[0].text != "server" or len(words) < 4 or any(word.variable for word in words):
            continue
        said = {word.text for word in words[3:]} | shared
        if "check" in said and said.isdisjoint(_ELSEWHERE) and _PORTLESS.fullmatch(words[2].text):
            yield words[2]


def _inherited(section: Section) -> Sequence[Line]:
    found: list[Line] = []
    base, seen = section.base, 0
    while base is not None and seen < 20:
        found += base.lines
        base, seen = base.base, seen + 1
    return found


def _first(line: Line) -> str:
    return line.words[0].text


def _is_asking(line: Line) -> bool:
    """Tell whether a line may say where to ask; that it is asked by `option tcp-check` says not."""
    return _first(line) in _ASKING or any(word.text == "external-check" for word in line.words)
