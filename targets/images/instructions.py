"""A Dockerfile into its instructions, each with its place.

Source: Docker documentation, "Dockerfile reference", "Format", "Escape", "Here-documents".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dbstackc.base.source import Source
from dbstackc.base.span import Span

_WORDS = """
    ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL
    STOPSIGNAL USER VOLUME WORKDIR
"""
WORDS = frozenset(_WORDS.split())
"""What an instruction begins with, in any case."""

_ESCAPE = re.compile(
    r"(?:[ \t]*#[ \t]*\w+[ \t]*=[^\n]*\n)*?[ \t]*#[ \t]*escape[ \t]*=[ \t]*`", re.I
)
_HERE = re.compile(r"<<-?(['\"]?)(\w+)\1")

MOST = 10_000
"""Instructions of one file that are read."""


class Instruction(NamedTuple):
    """An instruction; word: in capitals. rest: what follows it, as one line, without comments.

    span: of all of it. at: where `rest` begins in the text. here: whether documents follow it.
    """

    word: str
    rest: str
    span: Span
    at: int
    here: bool = False


def instructions(source: Source) -> Iterator[Instruction]:
    """Yield the instructions of a text, at most MOST; what is none is passed over."""
    text = source.text
    escape = "`" if _ESCAPE.match(text) else "\\"
    at = count = 0
    while at < len(text) and count < MOST:
        begin = end = at
        parts: list[str] = []
        while at < len(text):
            stop = text.find("\n", at)
            stop = len(text) if stop < 0 else stop
            line = text[at:stop].rstrip(" \t\r")
            at = stop + 1
            bare = line.lstrip(" \t")
            if not bare or bare.startswith("#"):
                begin = begin if parts else at
                continue
            end = stop
            goes_on = line.endswith(escape)
            parts.append((line[:-1] if goes_on else line).strip(" \t"))
            if not goes_on:
                break
        if not parts:
            return
        count += 1
        begin += len(text[begin:end]) - len(text[begin:end].lstrip(" \t\r\n"))
        word, _, rest = parts[0].partition(" ")
        rest = " ".join((rest.strip(), *parts[1:])).strip()
        ends = [match[2] for match in _HERE.finditer(rest)] if word.upper() in _HOLD else []
        for name in ends:
            found = re.compile(rf"^\t*{name}\r?$", re.M).search(text, at)
            at = end = found.end() if found else len(text)
        if word.upper() in WORDS:
            first = begin + len(word) + 1
            yield Instruction(word.upper(), rest, Span(source, begin, end), first, bool(ends))


_HOLD = frozenset(("RUN", "COPY", "ADD"))
"""What documents may follow."""
