"""YAML as a tree of values with their places; nothing in it becomes an object.

An alias is the node that it stands for, so that a text of aliases of aliases takes no more room
than it has letters; whoever walks the tree walks each node of it a bounded number of times.

Source: YAML 1.1, sections 3.2.2.2 "Anchors and Aliases", 10.3 "Merge Key"; docs.docker.com,
"Interpolation".
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Said

_USED = re.compile(r"\$(?:\$|(?P<name>[A-Za-z_]\w*)|\{(?P<braced>[A-Za-z_]\w*)(?:(?P<how>:?[-?+])"
                   r"(?P<other>[^}]*))?\})", re.ASCII)  # fmt: skip
_OPENED = ("quoted scalar", "flow sequence", "flow mapping", "simple key")
"""What an error is about that was opened and not closed: it is told where that was."""
DEEPEST = 60
"""How far merges and aliases are followed."""


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
        found = None
        for key, value in self.pairs:
            if key.said.text == name:
                found = value
        return found

    def key(self, name: str) -> "Node | None":
        """Return a key itself."""
        return next((key for key, _ in self.pairs if key.said.text == name), None)

    def walk(self, *names: str) -> "Node | None":
        """Return the value at the end of some keys, one in the other."""
        found: Node | None = self
        for name in names:
            found = found.get(name) if found is not None else None
        return found


class File(NamedTuple):
    """A whole file; root: None where it holds nothing or is no YAML."""

    source: Source
    root: Node | None


def read(source: Source, variables: Mapping[str, str], report: Report) -> File:
    """Return the tree of a text.

    Reports: compose/not-yaml.
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
        report.error(
            "compose/not-yaml",
            f"this is no YAML: {error.problem or error.context}",
            at=Span(source, at, min(at + 1, len(source.text))),
            note="Docker reads nothing of a file that it cannot read to its end",
        )
        return File(source, None)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = str(error).partition("\n")[0]
        report.error("compose/not-yaml", f"this is no YAML: {reason}", at=Span(source, 0, 0))
        return File(source, None)
    if root is None:
        return File(source, None)
    return File(source, _Maker(source, variables).node(root, 0))


class _Maker:
    """Make nodes, each node of the text once."""

    def __init__(self, source: Source, variables: Mapping[str, str]) -> None:
        self.source = source
        self.variables = variables
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
        text, certain = interpolated(given.value, self.variables)
        if not plain and given.style in ("'", '"') and span.end - span.start >= 2:
            span = Span(span.source, span.start + 1, span.end - 1)
        filled = "$" in given.value
        broken = filled and "${" in _USED.sub("", given.value)
        said = Said(text, span)
        return Node("scalar", span, said, plain, (), (), certain, filled, _tag(given), broken)

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


def interpolated(text: str, variables: Mapping[str, str]) -> tuple[str, bool]:
    """Return a text with its variables, and whether all of them are known."""
    if "$" not in text:
        return text, True
    certain = True

    def fill(match: re.Match[str]) -> str:
        nonlocal certain
        name = match["name"] or match["braced"]
        if name is None:
            return "$"
        how, other = match["how"] or "", match["other"] or ""
        value = variables.get(name)
        if value is not None and (value or not how.startswith(":")):
            return other if how.endswith("+") else value
        if how.endswith("-"):
            return other
        if how.endswith("+"):
            return ""
        certain = False
        return match[0]

    replace: Callable[[re.Match[str]], str] = fill
    return _USED.sub(replace, text), certain


def variables_of(text: str) -> dict[str, str]:
    """Return what a `.env` sets.

    Source: docs.docker.com, "Environment file".
    """
    found = {}
    for line in text.splitlines():
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and not name.startswith("#") and name.strip():
            found[name.strip()] = value.strip().strip("'\"")
    return found
