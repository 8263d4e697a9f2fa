"""What a grammar found, in words: each element is held against its definition."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dbstackc.base.suggest import nearest
from dbstackc.base.text import listed

from .definition import Definition, definitions, line_of, name_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_TOKEN = frozenset(".-_:")


def complaints(kind: str, root: "_Element") -> list[tuple[int, str]]:
    """Return what is wrong, each with its line."""
    known = definitions(kind)
    found = []
    for element in root.iter("*"):
        name = name_of(element)
        if name not in known:
            slip = _slip(name, known)
            found.append((line_of(element), f"`{name}` is no element of {kind}.xml{slip}"))
            continue
        definition = known[name]
        for message in (*_attributes(name, element, definition), *_text(element, definition)):
            found.append((line_of(element), message))
        found += _places(name, element, definition, known)
        found += _counts(name, element, definition)
    return found


def _attributes(name: str, element: "_Element", definition: Definition) -> Iterator[str]:
    for said in map(str, element.attrib):
        if said not in definition.attributes:
            yield f"`{name}` takes no `{said}`{_slip(said, definition.attributes)}"
    for said, attribute in definition.attributes.items():
        text = element.get(said)
        if text is None:
            if attribute.required:
                yield f"`{name}` needs `{said}`"
        elif attribute.token and not _is_token(text):
            yield f"`{said}` of `{name}` is one word of letters, digits and . - _ : only"


def _is_token(text: str) -> bool:
    word = text.strip(" \t\r\n")
    return bool(word) and all(char.isalnum() or char in _TOKEN for char in word)


def _text(element: "_Element", definition: Definition) -> Iterator[str]:
    texts = [element.text, *(child.tail for child in element)]
    if not definition.text and any(text and text.strip(" \t\r\n") for text in texts):
        yield f"no text stands in `{name_of(element)}`"


def _places(
    name: str, element: "_Element", definition: Definition, known: dict[str, Definition]
) -> Iterator[tuple[int, str]]:
    """Say which children stand in the wrong order or in the wrong element."""
    names = [child.name for child in definition.children]
    order = listed([f"`{each}`" for each in names], most=9)
    last, told = 0, False
    for child in element.iterchildren("*"):
        said = name_of(child)
        if said in names:
            place = names.index(said)
            if place < last and not told:
                after = names[last]
                yield line_of(child), f"`{said}` stands after `{after}`; the order is {order}"
                told = True
            last = max(last, place)
        elif said in known:
            parents = [
                f"`{parent}`"
                for parent, other in known.items()
                if said in [each.name for each in other.children]
            ]
            yield line_of(child), f"`{said}` stands in {listed(parents, last='or')}, not `{name}`"


def _counts(name: str, element: "_Element", definition: Definition) -> Iterator[tuple[int, str]]:
    said = [name_of(child) for child in element.iterchildren("*")]
    for child in definition.children:
        number = said.count(child.name)
        if number < child.least:
            yield line_of(element), f"`{name}` has no `{child.name}`"
        elif child.most is not None and number > child.most:
            yield line_of(element), f"`{name}` has {number} `{child.name}`, and takes one"


def _slip(word: str, known: Iterable[str]) -> str:
    close = nearest(word, known)
    return f"; the nearest is `{close}`" if close else ""
