"""The grammars beside this module, as judges and as tables."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import RelaxNG, _Element

KINDS = ("schema", "rule", "server")
"""The kinds of files: the names of their roots, after `mycat:`."""

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_OCCURS: dict[str, tuple[int, int | None]] = {
    "optional": (0, 1),
    "zeroOrMore": (0, None),
    "oneOrMore": (1, None),
}


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: whether it must be there, and whether it is one word (NMTOKEN)."""

    required: bool
    token: bool


@dataclass(frozen=True, slots=True)
class Child:
    """An element that another holds: how often at least and at most; None for any number."""

    name: str
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Definition:
    """What a grammar says of one element.

    children: in the order in which they must stand; text: whether text may stand there too.
    """

    attributes: dict[str, Attribute]
    children: tuple[Child, ...]
    text: bool


@lru_cache(maxsize=3)
def judge(kind: str) -> "RelaxNG":
    """Return the grammar of a kind of file, ready to judge a tree."""
    from lxml import etree

    return etree.RelaxNG(etree.parse(str(_file(kind))))


@lru_cache(maxsize=3)
def definitions(kind: str) -> dict[str, Definition]:
    """Return what the grammar says of each element, by name."""
    from lxml import etree

    grammar = etree.parse(str(_file(kind))).getroot()
    return {
        name_of(element): _definition(element)
        for define in grammar.iter(f"{_RNG}define")
        for element in define.iterchildren(f"{_RNG}element")
    }


def name_of(element: "_Element") -> str:
    """Return the name of an element as it is written; of a definition, the name it defines."""
    local = str(element.tag).rpartition("}")[2]
    if local == "element" and element.tag == f"{_RNG}element":
        return element.get("name") or ""
    return f"{element.prefix}:{local}" if element.prefix else local


def _file(kind: str) -> Path:
    return Path(__file__).with_name(f"{kind}.rng")


def _definition(element: "_Element") -> Definition:
    attributes: dict[str, Attribute] = {}
    children: list[Child] = []
    for part in element.iter(f"{_RNG}attribute", f"{_RNG}ref"):
        parent = part.getparent()
        around = "" if parent is None else str(parent.tag).removeprefix(_RNG)
        name = part.get("name") or ""
        if part.tag == f"{_RNG}attribute":
            attributes[name] = Attribute(around != "optional", len(part) > 0)
        else:
            children.append(Child(name, *_OCCURS.get(around, (1, 1))))
    text = any(part.tag in (f"{_RNG}text", f"{_RNG}mixed") for part in element.iter())
    return Definition(attributes, tuple(children), text)
