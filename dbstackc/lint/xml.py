"""A lossless document of XML that exists: every piece where it stands, and the tree of elements.

Nothing is judged and nothing is fetched: a DOCTYPE is a piece of text, and an entity of its own
making stays as it is written.
"""

import re
from collections.abc import Iterator

from dbstackc.base.record import record
from dbstackc.base.source import Source
from dbstackc.base.span import Span

MOST = 200_000
"""Elements that are told apart; what comes after them is one piece."""

LONGEST = 65_536
"""Code points that a DOCTYPE may have."""

_NAME = r"[A-Za-z_:\u0080-\U0010ffff][\w:.\-\u00b7]*"
_OPEN = re.compile(f"<({_NAME})")
_CLOSE = re.compile(f"</({_NAME})\\s*>")
_ATTRIBUTE = re.compile(rf"\s+({_NAME})\s*=\s*(\"[^\"<]*\"|'[^'<]*')")
_END = re.compile(r"\s*(/?)>")
_STRAY = re.compile(r"(?:<(?=[<\s]))*[^<>]*>?")
_DECLARATION = re.compile(r"[^\"'\[\]<>]+|\"[^\"]*\"|'[^']*'|.", re.S)
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));")
_TEMPLATE = re.compile(r"\{\{|\{%|<%|@[A-Z_]{3,}@")
_PLAIN = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


@record(frozen=True, slots=True)
class Piece:
    """A stretch of the text: all of them, in order, are the text.

    kind: text, tag, end, comment, cdata, instruction, doctype or stray (what is no markup of XML).
    """

    kind: str
    start: int
    end: int


@record(frozen=True, slots=True)
class Attribute:
    """An attribute: its value, as XML reads it, and where name and value (no quotes) stand."""

    name: str
    value: str
    name_at: Span
    at: Span


class Element:
    """An element: its tag, what stands inside, and where.

    tag: of the opening tag. end: the offset after its closing tag, or where it was given up.
    number: its place among all elements of the text, from 0. texts: what stands directly inside.
    """

    __slots__ = ("attributes", "children", "end", "name", "number", "parent", "tag", "texts")

    def __init__(
        self, name: str, tag: Span, attributes: dict[str, Attribute], parent: "Element | None"
    ) -> None:
        self.name = name
        self.tag = tag
        self.end = tag.end
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element] = []
        self.texts: list[tuple[str, int, int]] = []
        self.number = 0

    @property
    def span(self) -> Span:
        """All of it."""
        return Span(self.tag.source, self.tag.start, self.end)

    @property
    def name_at(self) -> Span:
        """Its name in its opening tag."""
        start = self.tag.start + 1
        return Span(self.tag.source, start, start + len(self.name))

    def of(self, name: str) -> list["Element"]:
        """Return its children of a name."""
        return [child for child in self.children if child.name == name]

    def content(self) -> str:
        """Return the text directly inside, blanks and all."""
        return "".join(text for text, _, _ in self.texts)

    def content_at(self) -> Span:
        """Return where its text stands, without blanks around it; its tag where there is none."""
        for index, last in ((0, -1),) if self.texts else ():
            start, end = self.texts[index][1], self.texts[last][2]
            raw = self.tag.source.text[start:end]
            if raw.strip():
                start += len(raw) - len(raw.lstrip())
                return Span(self.tag.source, start, start + len(raw.strip()))
        return self.tag


class Xml:
    """A document.

    elements: all, in the order of their tags. roots: those that stand in no other.
    doctype: the piece of that name. kind: which of MyCat's files it is: schema, rule or server.
    """

    __slots__ = ("doctype", "elements", "fragment", "kind", "pieces", "roots", "source")

    def __init__(self, source: Source, kind: str, fragment: bool = False) -> None:
        self.source = source
        self.kind = kind
        self.fragment = fragment
        self.pieces: list[Piece] = []
        self.elements: list[Element] = []
        self.roots: list[Element] = []
        self.doctype: Piece | None = None

    @property
    def is_template(self) -> bool:
        """Whether it is not all there: another program fills it in, or it is too long."""
        return len(self.elements) >= MOST or _TEMPLATE.search(self.source.text) is not None

    def all(self, *names: str) -> Iterator[Element]:
        """Yield every element of some names, in order."""
        for element in self.elements:
            if element.name in names:
                yield element


def resolve(text: str) -> str:
    """Return a text with its references to characters resolved, and no other."""
    if "&" not in text:
        return text
    return _REFERENCE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _PLAIN[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if not code or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return match[0]
    return chr(code)


def parse(source: Source, kind: str, fragment: bool = False) -> Xml:
    """Return the document of any text, in time that grows with its length alone."""
    reading = _Reading(Xml(source, kind, fragment))
    reading.run()
    return reading.document


class _Reading:
    """A text that is being read; `open` are the elements around the place that is reached."""

    __slots__ = ("document", "missing", "open", "opened", "text")

    def __init__(self, document: Xml) -> None:
        self.document = document
        self.text = document.source.text
        self.open: list[Element] = []
        self.opened: dict[str, int] = {}
        self.missing: set[str] = set()

    def run(self) -> None:
        text, at, size = self.text, 0, len(self.text)
        while at < size:
            if len(self.document.elements) >= MOST:
                self._put("stray", at, size)
                break
            mark = text.find("<", at)
            if mark != at:
                end = size if mark < 0 else mark
                self._text("text", at, end, at, end)
                at = end
                continue
            at = self._markup(at)
        for element in self.open:
            element.end = size

    def _put(self, kind: str, start: int, end: int) -> int:
        self.document.pieces.append(Piece(kind, start, end))
        return end

    def _markup(self, at: int) -> int:
        text = self.text
        if found := _OPEN.match(text, at):
            return self._tag(at, found)
        if found := _CLOSE.match(text, at):
            self._close(found[1], found.end())
            return self._put("end", at, found.end())
        if text.startswith("<!--", at):
            return self._until("comment", at, 4, "-->")
        if text.startswith("<![CDATA[", at):
            end = self._until("cdata", at, 9, "]]>")
            if self.document.pieces[-1].kind == "cdata" and self.open:
                self.open[-1].texts.append((text[at + 9 : end - 3], at + 9, end - 3))
            return end
        if text.startswith("<?", at):
            return self._until("instruction", at, 2, "?>")
        if text.startswith("<!DOCTYPE", at) and not self.document.elements:
            return self._doctype(at)
        return self._stray(at)

    def _until(self, kind: str, at: int, skip: int, mark: str) -> int:
        """Take a piece up to its end mark; a text that has none any more is searched once."""
        end = -1 if mark in self.missing else self.text.find(mark, at + skip)
        if end < 0:
            self.missing.add(mark)
            return self._stray(at)
        return self._put(kind, at, end + len(mark))

    def _stray(self, at: int) -> int:
        found = _STRAY.match(self.text, at + 1)
        end = at + 1 if found is None else found.end()
        last = self.document.pieces[-1] if self.document.pieces else None
        if last is not None and last.kind == "stray":
            self.document.pieces[-1] = Piece("stray", last.start, end)
            return end
        return self._put("stray", at, end)

    def _doctype(self, at: int) -> int:
        depth, place = 0, at + 9
        if self.document.doctype is None and "doctype" not in self.missing:
            self.missing.add("doctype")
            while found := _DECLARATION.match(self.text, place, at + LONGEST):
                place = found.end()
                depth += {"[": 1, "]": -1}.get(found[0], 0)
                if found[0] == ">" and depth <= 0:
                    self._put("doctype", at, place)
                    self.document.doctype = self.document.pieces[-1]
                    return place
        return self._stray(at)

    def _text(self, kind: str, start: int, end: int, inside: int, last: int) -> None:
        self._put(kind, start, end)
        if self.open:
            raw = resolve(self.text[inside:last].replace("\r\n", "\n").replace("\r", "\n"))
            self.open[-1].texts.append((raw, inside, last))

    def _tag(self, at: int, found: re.Match[str]) -> int:
        source, text, place = self.document.source, self.text, found.end()
        attributes: dict[str, Attribute] = {}
        while match := _ATTRIBUTE.match(text, place):
            place = match.end()
            name, quoted = match.groups()
            value = resolve(re.sub(r"\r\n|[\t\r\n]", " ", quoted[1:-1]))
            start, end = match.span(2)
            attributes.setdefault(
                name,
                Attribute(
                    name, value, Span(source, *match.span(1)), Span(source, start + 1, end - 1)
                ),
            )
        closing = _END.match(text, place)
        if closing is None:
            stray = _STRAY.match(text, place)
            place = place if stray is None else stray.end()
        else:
            place = closing.end()
        parent = self.open[-1] if self.open else None
        element = Element(found[1], Span(source, at, place), attributes, parent)
        element.number = len(self.document.elements)
        self.document.elements.append(element)
        (self.document.roots if parent is None else parent.children).append(element)
        if closing is None or not closing[1]:
            self.open.append(element)
            self.opened[element.name] = self.opened.get(element.name, 0) + 1
        return self._put("tag", at, place)

    def _close(self, name: str, end: int) -> None:
        """Close the nearest element of a name, and with it what is open inside."""
        while self.opened.get(name):
            element = self.open.pop()
            element.end = end
            self.opened[element.name] -= 1
            if element.name == name:
                return
