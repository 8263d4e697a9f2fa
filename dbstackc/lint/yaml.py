"""YAML as a tree of values with their places; nothing in it becomes an object.

An alias is the node that it stands for, so that a text of aliases of aliases takes no more room
than it has letters; whoever walks the tree walks each node of it a bounded number of times.

Source: YAML 1.1, sections 3.2.2.2 "Anchors and Aliases", 10.3 "Merge Key".
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Said

_OPENED = ("quoted scalar", "flow sequence", "flow mapping", "simple key")
"""What an error is about that was opened and not closed: it is told where that was."""
DEEPEST = 60
"""How far merges and aliases are followed."""

_FAR = 20
"""How far values are followed into each other."""

_LONGEST = 100
"""Letters of a key that a path holds."""


class Filled(NamedTuple):
    """A text with its variables.

    certain: whether all of them are known. broken: whether a `${` in it begins nothing.
    """

    text: str
    certain: bool
    broken: bool


Fill = Callable[[str], Filled]
"""Gives the text that a text with a `$` in it stands for."""


class Node(NamedTuple):
    """A value of YAML.

    kind: scalar, sequence or mapping. said: of a scalar, its text and place. plain: whether it is
    written without quotes. items: of a sequence, and of a mapping pairs of a key and a value.
    certain: whether no unknown variable has a part in it. filled: whether a variable has. tag: of
    a value that says what it is (`!override`), else "". broken: whether a `${` in it begins
    nothing.
    """

    kind: str
    span: Span
    said: Said
    plain: bool
    items: "tuple[Node, ...]"
    pairs: "tuple[tuple[Node, Node], ...]"
    certain: bool = True
    filled: bool = False
    tag: str = ""
    broken: bool = False

    def get(self, name: str) -> "Node | None":
        """Return the value of a key, the last if it stands twice; None where there is none."""
        for key, value in reversed(self.pairs):
            if key.said.text == name:
                return value
        return None

    def key(self, name: str) -> "Node | None":
        """Return a key itself."""
        return next((key for key, _ in self.pairs if key.said.text == name), None)

    def walk(self, *names: str) -> "Node | None":
        """Return the value at the end of some keys, one in the other."""
        found: Node | None = self
        for name in names:
            found = found.get(name) if found is not None else None
        return found


class Refused(NamedTuple):
    """Why a text is no YAML, and where."""

    at: Span
    reason: str


def tree(source: Source, fill: Fill | None = None) -> Node | Refused | None:
    """Return the tree of a text; None where it holds nothing.

    fill: None where a `$` is a letter as any other.
    """
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(source.text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark is not None and (error.context or "").endswith(_OPENED):
            mark = error.context_mark
        at = min(mark.index, len(source.text)) if mark is not None else 0
        span = Span(source, at, min(at + 1, len(source.text)))
        return Refused(span, str(error.problem or error.context))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Refused(Span(source, 0, 0), str(error).partition("\n")[0])
    return None if root is None else _Maker(source, fill).node(root, 0)


class _Maker:
    """Make nodes, each node of the text once."""

    def __init__(self, source: Source, fill: Fill | None) -> None:
        self.source = source
        self.fill = fill
        self.done: dict[int, Node] = {}

    def node(self, given: Any, depth: int) -> Node:
        known = self.done.get(id(given))
        if known is not None:
            return known
        start, end = given.start_mark.index, given.end_mark.index
        span = Span(self.source, start, max(start, end))
        empty = Said("", span)
        if depth > DEEPEST or given.id == "scalar":
            made = self._scalar(given, span) if given.id == "scalar" else _nothing(span)
        elif given.id == "sequence":
            self.done[id(given)] = _nothing(span)
            items = tuple(self.node(each, depth + 1) for each in given.value)
            made = Node("sequence", span, empty, False, items, (), tag=_tag(given))
        else:
            self.done[id(given)] = _nothing(span)
            pairs = tuple(self._pairs(given, depth))
            made = Node("mapping", span, empty, False, (), pairs, tag=_tag(given))
        self.done[id(given)] = made
        return made

    def _scalar(self, given: Any, span: Span) -> Node:
        plain = not given.style
        if not plain and given.style in ("'", '"') and span.end - span.start >= 2:
            span = Span(span.source, span.start + 1, span.end - 1)
        if self.fill is None or "$" not in given.value:
            return Node("scalar", span, Said(given.value, span), plain, (), (), tag=_tag(given))
        text, certain, broken = self.fill(given.value)
        said = Said(text, span)
        return Node("scalar", span, said, plain, (), (), certain, True, _tag(given), broken)

    def _pairs(self, given: Any, depth: int) -> Iterator[tuple[Node, Node]]:
        """Yield the pairs of a mapping, those that it merges in first."""
        merged = [value for key, value in given.value if key.value == "<<" and key.id == "scalar"]
        own = [(k, v) for k, v in given.value if not (k.id == "scalar" and k.value == "<<")]
        names = {key.value for key, _ in own if key.id == "scalar"}
        found: dict[str, tuple[Node, Node]] = {}
        for value in merged:
            for one in value.value if value.id == "sequence" else [value]:
                for pair in self.node(one, depth + 1).pairs:
                    if pair[0].said.text not in names:
                        found.setdefault(pair[0].said.text, pair)
        yield from found.values()
        for key, value in own:
            yield self.node(key, depth + 1), self.node(value, depth + 1)


def _tag(given: Any) -> str:
    """Return a tag that is none of YAML's own, `!!str` apart."""
    tag: str = given.tag or ""
    return tag if tag.startswith("!") else ""


def _nothing(span: Span) -> Node:
    return Node("scalar", span, Said("", span), True, (), (), False)


def values(root: Node | None) -> Iterator[tuple[str, Said]]:
    """Yield each plain value with its dotted path, `*` for each item of a list.

    What an alias stands for is told of once.
    """
    seen: set[int] = set()
    waiting = [("", root, 0)] if root is not None else []
    while waiting:
        path, node, depth = waiting.pop()
        if node.kind == "scalar":
            yield path, node.said
        elif id(node) not in seen and depth < _FAR:
            seen.add(id(node))
            inner = [(_below(path, key.said.text), value) for key, value in node.pairs]
            inner += [(_below(path, "*"), item) for item in node.items]
            waiting += [(place, value, depth + 1) for place, value in reversed(inner)]


def _below(path: str, name: str) -> str:
    return f"{path}.{name[:_LONGEST]}" if path else name[:_LONGEST]
