"""Documents cut into what their code blocks are: each part is read as the file that it shows.

A document has fences. What a fence says of its language is not believed: a block may show a file
after the command that opens an editor on it, or commands after a file.
"""

import re
from collections.abc import Iterator

from dbstackc.base.source import Source
from dbstackc.lint.excerpt import Excerpt

_FENCE = re.compile(r"^[ \t]{0,12}(?P<mark>`{3,}|~{3,})[^`\n]*$", re.M)
_BLOCK_OF_YAML = re.compile(r"^(?:version|services|networks|volumes|configs|secrets)[ \t]*:", re.M)
_OF_YAML = re.compile(r"(?:[\w.-]+[ \t]*:(?:[ \t]|$)|[ \t]|#|-[ \t]|\r?$)")
_OBJECT = re.compile(r"^[ \t]*\{[ \t]*\r?$", re.M)
NEAR = 2_000
"""Letters above a line that are looked at to tell whether a file begins there."""

MOST = 5_000
"""Parts of one document that are read."""


def is_document(text: str) -> bool:
    """Tell whether a text is a document with code blocks: a fence opens, and one closes."""
    if "```" not in text and "~~~" not in text:
        return False
    first = _FENCE.search(text)
    return first is not None and next(_fenced(text), None) is not None


def parts(source: Source) -> Iterator[Excerpt]:
    """Yield the parts of a document's code blocks, in order: files, and what stands around them."""
    count = 0
    for start, end in _fenced(source.text):
        for low, high in _split(source.text, start, end):
            if source.text[low:high].strip():
                count += 1
                if count > MOST:
                    return
                yield Excerpt(source, low, high)


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the insides of the code blocks begin and end."""
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(text):
        if opened is None:
            opened = match
        elif match["mark"].startswith(opened["mark"]) and not match[0].strip("`~ \t\r"):
            yield min(opened.end() + 1, match.start()), match.start()
            opened = None


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of one block: an object of JSON, a file of YAML, and the lines between."""
    ahead, at = _Ahead(text, start, end), start
    while at < end:
        low, high = ahead.file(at)
        if low > at:
            yield at, low
        if high > low:
            yield low, high
        at = max(high, low)
        if low >= end:
            return


class _Ahead:
    """What files may begin inside a block, each looked for once however often it is asked for."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._end = text, end
        self._objects = (each.start() for each in _OBJECT.finditer(text, start, end))
        self._files = (each.start() for each in _BLOCK_OF_YAML.finditer(text, start, end))
        self._object = self._file = start - 1
        self._close = 0

    def file(self, at: int) -> tuple[int, int]:
        """Return where the next file begins and ends; the end twice if there is none.

        at: from where, no smaller than the last one asked about.
        """
        found = (self._end, self._end)
        if self._object < at:
            self._object = self._next(self._objects, at)
            self._close = _closed(self._text, self._object, self._end)
        if self._close:
            found = (self._object, self._close)
        if self._file < at:
            self._file = self._next(self._files, at)
        if self._file < found[0] and _is_start(self._text, self._file, at):
            found = (self._file, _yaml_end(self._text, self._file, self._end))
        return found

    def _next(self, found: Iterator[int], at: int) -> int:
        """Return the first that does not begin before a place; the end of the block for none."""
        return next((each for each in found if each >= at), self._end)


def _is_start(text: str, start: int, at: int) -> bool:
    """Tell whether a line may begin a file: what stands above it is no YAML."""
    lines = text[max(at, start - NEAR) : start].splitlines()
    above = [line for line in lines if line.strip() and line[:1] != "#"]
    return not above or not re.match(r"[ \t]|-[ \t]|[\w.-]+[ \t]*:", above[-1])


def _closed(text: str, start: int, end: int) -> int:
    """Return where an object ends, past its brace; 0 if it never does."""
    depth, at, quoted = 0, start, False
    while at < end:
        char = text[at]
        if quoted:
            if char == "\\":
                at += 1
            elif char == '"':
                quoted = False
        elif char == '"':
            quoted = True
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if not depth:
                return at + 1
        at += 1
    return 0


def _yaml_end(text: str, start: int, end: int) -> int:
    """Return where a file of YAML ends: before the first line that cannot be of one."""
    at, last = start, start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop + 1
        line = text[at:stop].rstrip("\r\n")
        if not _OF_YAML.match(line):
            break
        if line.strip() and not line.startswith("#"):
            last = stop
        at = stop
    return last
