"""A writer of block YAML that is fast, deterministic, and knows which words caused each line.

It writes what Compose files and stacks need: nested mappings, sequences and scalars, in the order
given. A text is quoted unless YAML 1.1 and 1.2 readers agree that it is that text.

Source: YAML 1.2.2 sections 5.7, 7.3, 10.3; YAML 1.1 types (bool, int, float, timestamp, merge).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Union

from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.emit.trace import Lines

Value = Union[
    str,
    int,
    bool,
    None,
    "Sequence[Value]",
    "Mapping[str, Value]",
    "From",
    "Printed",
    "Open",
    "Scalar",
]
"""What can be written; keys of mappings are texts."""

_PLAIN = re.compile(
    r"(?:(?:--?)?[A-Za-z]|[_/]|\./)[A-Za-z0-9_./@+-]*(?::[A-Za-z0-9_./@+-]+)*"
    r"|[1-9][0-9]*[smhKMGT]",
    re.ASCII,
)
"""Names, paths, images, options, durations and sizes."""

_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_STEP = "  "


@record(frozen=True, slots=True)
class From:
    """A value, and the words of the topology that its lines, key included, come from."""

    value: Value
    origin: Span


@record(frozen=True, slots=True)
class Printed:
    """Lines of a mapping or sequence that were printed before, to be placed many times.

    text: without indentation and without a newline at its end; never empty.
    """

    text: str


@record(frozen=True, slots=True)
class Open:
    """A text whose `$` are meant: the reader of the file fills in its variables."""

    text: str


@record(frozen=True, slots=True)
class Scalar:
    """A scalar that is YAML already."""

    text: str


def quote(text: str) -> str:
    """Return a text as a YAML scalar: plain where no reader can mistake it, else in quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return f'"{_SPECIAL.sub(_escape, text)}"'


def comment(text: str) -> str:
    """Return a text as one comment line, without what would end it or no reader would take."""
    return f"# {_SPECIAL.sub(_harmless, text)}"


def dump(value: Value, *, dollars: bool = False) -> str:
    """Return a value as YAML, ending in a newline.

    dollars: whether a `$` of a text is doubled, for readers that fill in variables.
    """
    lines = Lines()
    write(lines, value, dollars=dollars)
    return lines.text


def printed(value: Value, *, dollars: bool = False) -> Printed:
    """Print a mapping or sequence that is not empty, once, for many places."""
    return Printed(dump(value, dollars=dollars)[:-1])


def write(lines: Lines, value: Value, *, dollars: bool = False, depth: int = 0) -> None:
    """Add a value's lines; lines without an origin of their own have that of the line above.

    dollars: whether a `$` of a text is doubled, for readers that fill in variables.
    depth: how many levels to indent it by.
    """
    printer = _Printer(lines, dollars)
    printer.root(value, _STEP * depth)
    printer.flush()


def _harmless(found: re.Match[str]) -> str:
    return found[0] if found[0] in '"\\' else " "


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    if char in _ESCAPES:
        return _ESCAPES[char]
    number = ord(char)
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"


class _Printer:
    """Gathers lines of one origin, and hands them over when the origin turns."""

    __slots__ = ("_dollars", "_lines", "_origin", "_run")

    def __init__(self, lines: Lines, dollars: bool) -> None:
        self._lines = lines
        self._dollars = dollars
        self._origin: Span | None = None
        self._run: list[str] = []

    def flush(self) -> None:
        """Hand over the lines of the present origin."""
        if self._run:
            self._lines.add("\n".join(self._run), self._origin)
            self._run = []

    def _turn(self, origin: Span | None) -> None:
        if origin is not self._origin:
            self.flush()
            self._origin = origin

    def root(self, value: Value, pad: str) -> None:
        """Print a value that stands under no key."""
        if isinstance(value, From):
            self._turn(value.origin)
            value = value.value
        if isinstance(value, Printed):
            self._run.append(pad + value.text.replace("\n", "\n" + pad))
        elif isinstance(value, dict) and value:
            self._mapping(value, pad, pad)
        elif isinstance(value, list | tuple) and value:
            self._sequence(value, pad)
        else:
            self._run.append(pad + self._scalar(value))

    def _mapping(self, value: Mapping[str, Value], pad: str, first: str) -> None:
        """Print entries; `first` stands before the first key in place of the indentation."""
        before = self._origin
        for key, item in value.items():
            if type(item) is From:
                self._turn(item.origin)
                self._entry(f"{first}{quote(key)}:", item.value, pad)
                self._turn(before)
            else:
                self._entry(f"{first}{quote(key)}:", item, pad)
            first = pad

    def _entry(self, head: str, item: Value, pad: str) -> None:
        kind = type(item)
        if kind is str:
            self._run.append(f"{head} {self._text(item)}")  # type: ignore[arg-type]
        elif isinstance(item, Printed):
            inner = pad + _STEP
            self._run.append(head)
            self._run.append(inner + item.text.replace("\n", "\n" + inner))
        elif isinstance(item, dict) and item:
            self._run.append(head)
            self._mapping(item, pad + _STEP, pad + _STEP)
        elif isinstance(item, list | tuple) and item:
            self._run.append(head)
            self._sequence(item, pad + _STEP)
        elif isinstance(item, From):
            self._entry(head, item.value, pad)
        else:
            self._run.append(f"{head} {self._scalar(item)}")

    def _sequence(self, value: Sequence[Value], pad: str) -> None:
        before = self._origin
        for item in value:
            if isinstance(item, From):
                self._turn(item.origin)
                self._item(item.value, pad)
                self._turn(before)
            else:
                self._item(item, pad)

    def _item(self, item: Value, pad: str) -> None:
        if isinstance(item, dict) and item:
            self._mapping(item, pad + _STEP, pad + "- ")
        else:
            self._entry(f"{pad}-", item, pad)

    def _text(self, text: str) -> str:
        if self._dollars and "$" in text:
            text = text.replace("$", "$$")
        return quote(text)

    def _scalar(self, value: Value) -> str:
        if isinstance(value, Open):
            return quote(value.text)
        if isinstance(value, Scalar):
            return value.text
        if isinstance(value, str):
            return self._text(value)
        if value is None:
            return "null"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return str(value)
        if isinstance(value, dict):
            return "{}"
        if isinstance(value, list | tuple):
            return "[]"
        raise TypeError(f"no YAML for {type(value).__name__}")
