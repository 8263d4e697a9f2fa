"""What Docker refuses of a file before it does anything, with its reasons.

There are three engines and many years of them. A file is told to be wrong where each one that could
be meant refuses it: docker-compose 1.29 and Compose 2 alike, and of a stack Docker's own command
too. What one of them takes since a later version, or took until an earlier one, is no mistake.

Source: compose-spec/compose-spec, schema/compose-spec.json; docker-compose 1.29.2, config/; Compose
2.40; docker/cli 20.10 and 28, cli/compose/.
"""

import re
from collections.abc import Iterable

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.lint.yaml import Node

from .file import File
from .forms import JUDGES, RANGES, is_template
from .names import refuse_names
from .scalars import fits, is_null
from .see import services
from .shapes import FIRST, GONE, Key, Type, shapes

WHOLE = "Docker refuses the whole file"
_NOUNS = {
    "text": "a text", "number": "a number", "integer": "a whole number", "bool": "yes or no",
    "null": "nothing", "list": "a list", "names": "a mapping", "shape": "a mapping",
}  # fmt: skip
_TEMPLATES = (".j2", ".tpl", ".tmpl", ".template")
"""Ends of names of what becomes a Compose file when another program has filled it."""

_VERSION = re.compile(r"[123]+(?:\.\d+)?")
_ENOUGH = 20_000
"""Values that are looked at; a file of more is told of what comes first."""


def refuse(file: File, report: Report) -> None:
    """Report what is refused, at its place.

    Reports: compose/unknown-key, compose/wrong-shape, compose/undefined-name,
    compose/listed-twice, compose/bad-variable, compose/circle.
    """
    root = file.root
    if root is None or file.source.name.endswith(_TEMPLATES):
        return
    walk = _Walk(report)
    if root.kind != "mapping":
        walk.wrong(root, root, "a Compose file", "a mapping")
    elif root.get("services") is not None:
        walk.keys(root, "file", "")
        _version(root, report)
        refuse_names(file, report)
    else:
        for name, body in services(root):
            if body.kind == "mapping":
                walk.first(body, name.said.text)


def _version(root: Node, report: Report) -> None:
    """Report a version that is none: a text such as `3.8` is one."""
    said = root.get("version")
    if said is None or said.kind != "scalar" or said.filled or not said.said.text:
        return
    if not _VERSION.fullmatch(said.said.text):
        report.say(
            Level.WARNING,
            "compose/wrong-shape",
            f"`{said.said.text}` is no version of the format",
            at=said.span,
            note="docker-compose 1.29 and `docker stack deploy` refuse the whole file;"
            " Compose 2 does not heed it",
            help="leave the line out, or write `'3.8'`",
        )


class _Walk:
    """Look at each value of a file once for each thing that it may be."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.seen: set[tuple[int, int]] = set()

    def keys(self, node: Node, shape: str, path: str) -> None:
        """Look at the keys of a mapping."""
        known = shapes()[shape]
        for key, value in node.pairs:
            name = key.said.text
            if name in known:
                self.value(value, known[name].takes, _below(path, name), key, (shape, name))
            elif not name.startswith("x-") and key.kind == "scalar":
                self._unknown(key, path, known)
        names = {key.said.text for key, _ in node.pairs}
        for name in sorted(name for name, key in known.items() if key.needed and name not in names):
            self.report.error(
                "compose/wrong-shape",
                f"`{path}` lacks `{name}`",
                at=_head(node),
                note=WHOLE,
            )

    def first(self, node: Node, path: str) -> None:
        """Look at a service of the first version of the format."""
        known = shapes()["service"]
        for key, value in node.pairs:
            name = key.said.text
            if name not in FIRST and key.kind == "scalar" and not name.startswith("x-"):
                self._unknown(key, path, dict.fromkeys(FIRST, Key((), False)))
            elif name in known:
                self.value(value, known[name].takes, _below(path, name), key, ("service", name))

    def _unknown(self, key: Node, path: str, known: Iterable[str]) -> None:
        name = key.said.text
        near = nearest(name, known)
        gone = GONE.get(name, "") if "." in path else ""
        self.report.error(
            "compose/unknown-key",
            f"`{path}` has no key `{name}`" if path else f"a Compose file has no key `{name}`",
            at=key.span,
            note="it was one of the first version of the format" if gone else WHOLE,
            help=gone or ("" if near else "write `x-` before a key of your own"),
            fix=Fix(f"write `{near}`", (Edit(key.span, near),)) if near and not gone else None,
        )

    def value(
        self, node: Node, takes: tuple[Type, ...], path: str, key: Node, place: tuple[str, str]
    ) -> None:
        """Look at a value.

        key: where to point if it spreads over lines. place: the shape and the key that it is of.
        """
        token = (id(node), id(takes))
        if token in self.seen or len(self.seen) > _ENOUGH or node.tag:
            return
        self.seen.add(token)
        if node.broken:
            self._broken(node, path)
            return
        found = next((each for each in takes if _may_be(node, each)), None)
        if found is None:
            if node.certain:
                self.wrong(node, key, f"`{path}`", _wanted(takes))
            return
        if found.kind == "list":
            self._list(node, found, path, place)
        elif found.kind == "shape":
            self.keys(node, found.name, path)
        elif found.kind == "names":
            for name, value in node.pairs:
                if path != "services" or not is_null(value):
                    self.value(value, found.inside, _below(path, name.said.text), name, place)
        elif found.kind == "text" and place in JUDGES and node.certain and node.kind == "scalar":
            self._form(node, JUDGES[place](node.said.text))
        elif found.kind == "integer" and place in RANGES and node.certain:
            low, high = RANGES[place]
            if not node.filled and not low <= (node.said.number or 0) <= high:
                self._form(node, f"it is not between {low} and {high}")

    def _list(self, node: Node, found: Type, path: str, place: tuple[str, str]) -> None:
        if place == ("healthcheck", "test") and node.items:
            first = node.items[0]
            if first.certain and first.said.text not in ("NONE", "CMD", "CMD-SHELL"):
                self._form(first, "a test in a list begins with CMD, CMD-SHELL or NONE")
        known: dict[str, Node] = {}
        for item in node.items:
            self.value(item, found.inside, path, item, place)
            if not found.once or item.kind != "scalar" or not item.certain:
                continue
            before = known.setdefault(item.said.text, item)
            if before is not item:
                self.report.say(
                    Level.WARNING,
                    "compose/listed-twice",
                    f"`{item.said.text}` stands twice in `{path}`",
                    at=item.span,
                    beside=[(before.span, "and here")],
                    note="docker-compose 1.29 and `docker stack deploy` refuse the whole file;"
                    " Compose 2 takes it once",
                )

    def _form(self, node: Node, said: str) -> None:
        if said and not is_template(node.said.text):
            self.report.error(
                "compose/wrong-shape",
                f"`{node.said.text}`: {said}",
                at=node.span,
                note=WHOLE,
            )

    def _broken(self, node: Node, path: str) -> None:
        self.report.error(
            "compose/bad-variable",
            f"`{path}` has a `${{` that begins no variable",
            at=node.span,
            note=WHOLE,
            help="write `$$` for a `$`, `${NAME}` or `${NAME:-what else}` for a variable",
        )

    def wrong(self, node: Node, key: Node, what: str, wanted: str) -> None:
        """Report a value that is none of what it may be."""
        self.report.error(
            "compose/wrong-shape",
            f"{what} is not {wanted}",
            at=node.span if node.kind == "scalar" and node.span.text else _head(key),
            note=WHOLE,
        )


def _may_be(node: Node, one: Type) -> bool:
    if one.kind == "any":
        return True
    if one.kind == "list":
        return node.kind == "sequence"
    if one.kind in ("names", "shape"):
        return node.kind == "mapping"
    if node.kind != "scalar":
        return False
    return node.said.text in one.words if one.kind == "one" else fits(node, one.kind)


def _wanted(takes: tuple[Type, ...]) -> str:
    nouns: list[str] = []
    for one in takes:
        nouns += [f"`{w}`" for w in one.words] if one.kind == "one" else [_NOUNS[one.kind]]
    nouns = [noun for noun in dict.fromkeys(nouns) if noun != "nothing"]
    return " or ".join(filter(None, [", ".join(nouns[:-1]), nouns[-1]]))


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _head(node: Node) -> Span:
    """Return where a value begins; all of one that is a scalar."""
    if node.kind == "scalar":
        return node.span
    return Span(node.span.source, node.span.start, node.span.start + 1)
