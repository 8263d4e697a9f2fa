"""The folder of configuration, and how the engine reads trees, lists and numbers in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from dbstackc.model.partition.engine.contract import trim
from dbstackc.model.partition.engine.number import INT, parsed

from ..form import read
from ..form.definition import definitions, line_of, name_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST = 1_000_000
"""Names that one `$` may stand for here; the engine itself only stops when memory does."""


class Refused(Exception):  # noqa: N818 - it is the configuration that is so
    """The engine does not start.

    where: the file and the line, from 1.
    """

    def __init__(self, reason: str, where: tuple[str, int]) -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = where


@dataclass(frozen=True, slots=True)
class Conf:
    """The files of the folder by name, and the warnings that the engine logs while it reads."""

    files: Mapping[str, str]
    warnings: list[str] = field(default_factory=list)

    def root(self, kind: str) -> "_Element":
        """Return the tree of `schema.xml`, `rule.xml` or `server.xml`, its form checked."""
        file = f"{kind}.xml"
        if file not in self.files:
            raise Refused(f"there is no {file}", (file, 1))
        root, errors = read(kind, self.files[file].encode())
        for error in errors:
            raise Refused(error.message, (file, error.line))
        if root is None:
            raise AssertionError("a file without errors has a root")
        known = definitions(kind)
        for element in root.iter("*"):
            for name, attribute in known[name_of(element)].attributes.items():
                text = element.get(name)
                if attribute.token and text is not None:
                    element.set(name, text.strip(" "))
        return root


@dataclass(frozen=True, slots=True)
class Reading:
    """An element that is being read: where it stands, and what it says."""

    file: str
    element: "_Element"

    def refuse(self, reason: str) -> NoReturn:
        """Stop the engine here."""
        raise Refused(reason, (self.file, line_of(self.element)))

    def text(self, name: str) -> str:
        """Return an attribute; empty where it is absent, as DOM has it."""
        return self.element.get(name) or ""

    def integer(self, name: str, default: int | None = None, bits: int = INT) -> int:
        """Return a number; the default for an empty attribute."""
        text = self.text(name)
        if not text and default is not None:
            return default
        return self.number(text, name, bits)

    def number(self, text: str, name: str, bits: int = INT) -> int:
        """Read a number as the engine does."""
        value = parsed(text, bits)
        if value is None:
            self.refuse(f"`{name}` is `{text}`, and must be a whole number")
        return value

    def children(self, name: str) -> list["Reading"]:
        """Return the children of a name."""
        return [Reading(self.file, child) for child in self.element.iterchildren(name)]

    def all(self, name: str) -> list["Reading"]:
        """Return all elements of a name inside, in the order of the file."""
        return [Reading(self.file, each) for each in self.element.iter(name)]

    def content(self) -> str:
        """Return the text of the element and of all inside it, blanks and all."""
        return "".join(map(str, self.element.itertext()))

    def properties(self) -> dict[str, str]:
        """Return the texts of the properties, by name; the last of a name holds.

        Source: MyCat 1.6.7.4, ConfigUtil.loadElements.
        """
        return {each.text("name"): each.content() for each in self.children("property")}

    def expanded(self, text: str) -> list[str]:
        """Return the names that a list such as `dn$1-4,dn9` stands for.

        Source: MyCat 1.6.7.4, SplitUtil.split.
        """
        found: list[str] = []
        for piece in pieces(text, ","):
            if "$" not in piece:
                found.append(piece)
                continue
            parts = pieces(piece, "$")
            ends = pieces(parts[1], "-") if len(parts) > 1 else []
            if not ends:
                self.refuse(f"`{piece}` has no range after a name and `$`")
            low, high = (parsed(ends[at], INT) for at in (0, -1))
            if low is None or high is None:
                self.refuse(f"the range of `{piece}` is not of whole numbers")
            if high - low >= _MOST:
                self.refuse(f"`{piece}` stands for {high - low + 1} names")
            found += [f"{parts[0]}{number}" for number in range(low, high + 1)]
        return found


def pieces(text: str, by: str) -> list[str]:
    """Split a list; empty pieces fall away, the others are trimmed.

    Source: MyCat 1.6.7.4, SplitUtil.split with `trim`.
    """
    return [trim(piece) for piece in text.split(by) if piece]


def java_split(text: str, by: str) -> list[str]:
    """Split as String.split: empty pieces at the end fall away, and an empty text is one piece."""
    if not text:
        return [""]
    found = text.split(by)
    while found and not found[-1]:
        found.pop()
    return found


def is_true(text: str) -> bool:
    """Read a switch as Boolean.parseBoolean."""
    return text.lower() == "true"
