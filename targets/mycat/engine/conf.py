"""The folder of configuration, and how the engine reads trees, lists and numbers in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from dbstackc.base.span import Span
from dbstackc.lint.xml import Element, Xml
from dbstackc.model.partition.engine.contract import trim
from dbstackc.model.partition.engine.number import INT, parsed

from ..form import read
from ..form.definition import definitions

_MOST = 1_000_000
"""Names that one `$` may stand for here; the engine itself only stops when memory does."""


class Refused(Exception):  # noqa: N818 - it is the configuration that is so
    """The engine does not start.

    kind: of the refusal, as a rule is called. file: its name. at: the place in it; None for a file
    that is not there, or is no XML. missing: the name of the file that is.
    """

    def __init__(
        self,
        reason: str,
        kind: str,
        file: str,
        at: Span | None = None,
        line: int = 1,
        missing: str = "",
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.kind = kind
        self.file = file
        self.at = at
        self.line = line if at is None else at.place[0]
        self.missing = missing

    @property
    def where(self) -> tuple[str, int]:
        """The file and the line, from 1."""
        return self.file, self.line


class _Going:
    """Note a refusal, and go on behind it: the engine stops, and its reader wants the next too."""

    __slots__ = ("_into",)

    def __init__(self, into: list[Refused]) -> None:
        self._into = into

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, raised: object, trace: object) -> bool:
        if isinstance(raised, Refused):
            self._into.append(raised)
            return True
        return False


@dataclass(frozen=True, slots=True)
class Warned:
    """What the engine only warns of: kind as that of `Refused`, or empty; at: the place."""

    text: str
    kind: str = ""
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Conf:
    """The files of the folder by name, and what comes of reading them.

    trees: documents that were read before, by the names of their files.
    refused: what the engine stops at, the first of which is the one that it names.
    warned: what it logs.
    """

    files: Mapping[str, str]
    trees: Mapping[str, Xml] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    warned: list[Warned] = field(default_factory=list)

    @property
    def is_old(self) -> bool:
        """Whether its files are of MyCat 1.5 or older, which had other rules."""
        return any(
            each.kind == "form-version" and "opencloudb" in each.reason for each in self.refused
        )

    def going_on(self) -> _Going:
        """Note a refusal in the block and go on behind it."""
        return _Going(self.refused)

    def root(self, kind: str) -> Element:
        """Return the root of `schema.xml`, `rule.xml` or `server.xml`, its form checked."""
        file = f"{kind}.xml"
        if file not in self.files:
            raise Refused(f"there is no {file}", "missing-file", file, missing=file)
        document, errors = read(kind, self.files[file], self.trees.get(file))
        for error in errors:
            raise Refused(error.message, error.kind, file, error.at, error.line)
        if document is None:
            raise AssertionError("a file without errors has a root")
        return document.roots[0]


@dataclass(frozen=True, slots=True)
class Reading:
    """An element that is being read: of which kind of file, and what it says."""

    kind: str
    element: Element

    def refuse(self, reason: str, kind: str, name: str = "", missing: str = "") -> NoReturn:
        """Stop the engine here; name: the attribute at fault. missing: a file that is not there."""
        raise Refused(reason, kind, f"{self.kind}.xml", self.place(name), missing=missing)

    def place(self, name: str = "") -> Span:
        """Return where an attribute's value, a property's text or the element's name stands."""
        if name in self.element.attributes:
            return self.element.attributes[name].at
        for each in self.element.of("property"):
            said = each.attributes.get("name")
            if said is not None and said.value == name:
                return each.content_at()
        return self.element.name_at if self.element.children else self.element.content_at()

    def text(self, name: str) -> str:
        """Return an attribute; empty where it is absent, as DOM has it."""
        said = self.element.attributes.get(name)
        if said is None:
            return ""
        form = definitions(self.kind)[self.element.name].attributes.get(name)
        return said.value.strip(" ") if form is not None and form.token else said.value

    def property(self, name: str) -> str:
        """Return the trimmed text of a property; empty where it is not set."""
        return trim(self.properties().get(name, ""))

    def has(self, name: str) -> bool:
        """Tell whether an attribute stands there."""
        return name in self.element.attributes

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
            said = f"`{name}` is `{text}`, and must be a whole number"
            self.refuse(said, "not-a-number", name)
        return value

    def children(self, name: str) -> list["Reading"]:
        """Return the children of a name."""
        return [Reading(self.kind, child) for child in self.element.of(name)]

    def all(self, name: str) -> list["Reading"]:
        """Return all elements of a name inside, in the order of the file."""
        found, left = [], [self.element]
        while left:
            each = left.pop()
            if each.name == name:
                found.append(Reading(self.kind, each))
            left += reversed(each.children)
        return found

    def content(self) -> str:
        """Return the text of the element and of all inside it, blanks and all."""
        if not self.element.children:
            return self.element.content()
        texts = [(start, text) for each in self.all_inside() for text, start, _ in each.texts]
        return "".join(text for _, text in sorted(texts))

    def all_inside(self) -> list[Element]:
        """Return the element and all inside it."""
        found, left = [], [self.element]
        while left:
            each = left.pop()
            found.append(each)
            left += each.children
        return found

    def properties(self) -> dict[str, str]:
        """Return the texts of the properties, by name; the last of a name holds.

        Source: MyCat 1.6.7.4, ConfigUtil.loadElements.
        """
        return {each.text("name"): each.content() for each in self.children("property")}

    def expanded(self, text: str, name: str = "") -> list[str]:
        """Return the names that a list such as `dn$1-4,dn9` stands for; name: of the attribute.

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
                self.refuse(f"`{piece}` has no range after a name and `$`", "bad-range", name)
            low, high = (parsed(ends[at], INT) for at in (0, -1))
            if low is None or high is None:
                self.refuse(f"the range of `{piece}` is not of whole numbers", "bad-range", name)
            if high - low >= _MOST:
                self.refuse(f"`{piece}` stands for {high - low + 1} names", "bad-range", name)
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
