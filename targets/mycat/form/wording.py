"""What a grammar found, in words: each element is held against its definition."""

from collections.abc import Iterable, Iterator

from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.base.text import listed
from dbstackc.lint.xml import Element, Xml

from .definition import Definition, definitions

_TOKEN = frozenset(".-_:")
_LATER = {
    ("schema", "needSupportMultiDBType"),
    ("table", "fetchStoreNodeByJdbc"),
    ("readHost", "checkAlive"),
}
"""Attributes that MyCat 1.6.7.6 takes: its schema.dtd."""

Complaint = tuple[Span, str, str]
"""Where, what, and of which kind: form, or form-version."""


def complaints(kind: str, document: Xml) -> list[Complaint]:
    """Return what is wrong, each with its place."""
    known = definitions(kind)
    found: list[Complaint] = []
    for element in document.elements:
        name = element.name
        if name not in known:
            if name == "quarantine" and kind == "server":
                found.append(
                    (
                        element.name_at,
                        "`quarantine` is of MyCat 1.5; now it is `firewall`",
                        "version",
                    )
                )
                continue
            slip = _slip(name, known)
            found.append((element.name_at, f"`{name}` is no element of {kind}.xml{slip}", "form"))
            continue
        definition = known[name]
        found += _attributes(name, element, definition)
        found += _text(element, definition)
        found += _places(name, element, definition, known)
        found += _counts(name, element, definition)
    return found


def _attributes(name: str, element: Element, definition: Definition) -> Iterator[Complaint]:
    for said, attribute in element.attributes.items():
        if said in definition.attributes or said.startswith("xmlns"):
            continue
        if (name, said) in _LATER:
            message = f"`{name}` takes `{said}` since MyCat 1.6.7.6; 1.6.7.4 refuses it"
            yield attribute.name_at, message, "form-version"
            continue
        slip = _slip(said, definition.attributes)
        yield attribute.name_at, f"`{name}` takes no `{said}`{slip}", "form"
    for said, rule in definition.attributes.items():
        if said not in element.attributes:
            if rule.required:
                yield element.name_at, f"`{name}` needs `{said}`", "form"
        elif rule.token and not _is_token(element.attributes[said].value):
            message = f"`{said}` of `{name}` is one word of letters, digits and . - _ : only"
            yield element.attributes[said].at, message, "form"


def _is_token(text: str) -> bool:
    word = text.strip(" \t\r\n")
    return bool(word) and all(char.isalnum() or char in _TOKEN for char in word)


def _text(element: Element, definition: Definition) -> Iterator[Complaint]:
    if not definition.text:
        source = element.tag.source
        for text, start, _ in element.texts:
            if word := text.strip(" \t\r\n"):
                first = start + len(text) - len(text.lstrip())
                at = Span(source, first, first + len(word.split("\n")[0].rstrip()))
                yield at, f"no text stands in `{element.name}`", "form"
                return


def _places(
    name: str, element: Element, definition: Definition, known: dict[str, Definition]
) -> Iterator[Complaint]:
    """Say which children stand in the wrong order or in the wrong element."""
    names = [child.name for child in definition.children]
    order = listed([f"`{each}`" for each in names], most=9)
    last, told = 0, False
    for child in element.children:
        said = child.name
        if said in names:
            place = names.index(said)
            if place < last and not told:
                after = names[last]
                message = f"`{said}` stands after `{after}`; the order is {order}"
                yield child.name_at, message, "form"
                told = True
            last = max(last, place)
        elif said in known:
            parents = [
                f"`{parent}`"
                for parent, other in known.items()
                if said in [each.name for each in other.children]
            ]
            where = listed(parents, last="or")
            yield child.name_at, f"`{said}` stands in {where}, not `{name}`", "form"


def _counts(name: str, element: Element, definition: Definition) -> Iterator[Complaint]:
    said = [child.name for child in element.children]
    for child in definition.children:
        number = said.count(child.name)
        if number < child.least:
            yield element.name_at, f"`{name}` has no `{child.name}`", "form"
        elif child.most is not None and number > child.most:
            second = element.of(child.name)[child.most]
            message = f"`{name}` has {number} `{child.name}`, and takes one"
            yield second.name_at, message, "form"


def _slip(word: str, known: Iterable[str]) -> str:
    close = nearest(word, known)
    return f"; the nearest is `{close}`" if close else ""
