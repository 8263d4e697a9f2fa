"""Names in a Compose file that nothing gives: networks, secrets, services; and circles.

A file that amends another one names what the other gives: the names of both are looked at, as of
what a file includes. Where one of them is not there to be read, or a file may amend one that nobody
names, nothing is said.

Source: docker-compose 1.29.2, config/validation.py and sort_services.py; compose-go 2,
loader/validate.go, graph/cycle.go.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from posixpath import basename

from dbstackc.base.diagnostic import Edit, Fix
from dbstackc.base.report import Report
from dbstackc.base.suggest import nearest
from dbstackc.lint.yaml import Node

from .file import File
from .scalars import is_null
from .see import kind_of, services

WHOLE = "Docker refuses the whole file"
_MAIN = re.compile(r"(?:docker-)?(?:compose|stack)\.ya?ml")
"""Names of files that stand by themselves; others may amend one, or be included by one."""

_MODES = ("network_mode", "pid", "ipc")


def refuse_names(file: File, report: Report) -> None:
    """Report names that nothing gives.

    Reports: compose/undefined-name, compose/wrong-shape, compose/circle.
    """
    root = file.whole
    if root is None:
        return
    found = {name.said.text: (name, body) for name, body in services(root) if _is_body(body)}
    is_stack = kind_of(root) == "stack"
    if not stands_alone(file):
        _circles(found, report)
        return
    lacking = [pair for pair in found.values() if not _has_image(pair[1])]
    if not is_stack:
        for name, body in lacking:
            if body.get("extends") is None and body.get("provider") is None:
                _no_image(name, body, report)
        for name, body in found.values():
            _modes(name, body, report)
        _services(found, report)
        _circles(found, report)
    _given(root, found, report)


def stands_alone(file: File) -> bool:
    """Tell whether all that a file names must be in it, or in what it takes in or amends."""
    if file.root is None or file.is_open:
        return False
    if file.amends:
        return any(each.how == "under" for each in file.taken)
    return bool(_MAIN.fullmatch(basename(file.source.name)))


def is_complete(file: File) -> bool:
    """Tell whether a file has all services that its own ask for, and what each is made of."""
    known = {name.said.text: body for name, body in services(file.whole)} if file.whole else {}
    return all(
        _has_image(body) and all(other in known for other, _, _ in needs(body))
        for body in known.values()
        if body.kind == "mapping"
    )


def owners(files: Iterable[File]) -> dict[str, File]:
    """Return the file whose services are those of each file, by the names of files."""
    found: dict[str, File] = {}
    for file in sorted(files, key=lambda each: not each.amends):
        if not file.amends or stands_alone(file):
            found.update(dict.fromkeys(file.parts, file))
    return found


def _is_body(body: Node) -> bool:
    return body.kind == "mapping" or is_null(body)


def _has_image(body: Node) -> bool:
    return body.get("image") is not None or body.get("build") is not None


def _no_image(name: Node, body: Node, report: Report) -> None:
    report.error(
        "compose/wrong-shape",
        f"`{name.said.text}` has neither an image nor a build",
        at=name.span,
        note=WHOLE,
    )


def _modes(name: Node, body: Node, report: Report) -> None:
    mode, networks = body.key("network_mode"), body.key("networks")
    if mode is not None and networks is not None:
        report.error(
            "compose/wrong-shape",
            f"`{name.said.text}` has a network mode and networks",
            at=networks.span,
            beside=[(mode.span, "and this")],
            note=f"one excludes the other: {WHOLE[0].lower()}{WHOLE[1:]}",
            help="keep one of them",
        )


def needs(body: Node) -> Iterator[tuple[str, Node, str]]:
    """Yield the services that a service asks for, where it does, and by which key."""
    depends = body.get("depends_on")
    if depends is not None:
        asked: list[Node] = [key for key, _ in depends.pairs]
        asked.extend(depends.items)
        for item in asked:
            required = depends.walk(item.said.text, "required")
            if item.certain and (required is None or required.said.text != "false"):
                yield item.said.text, item, "depends_on"
    links = body.get("links")
    for item in links.items if links is not None else ():
        if item.certain and item.kind == "scalar":
            yield item.said.text.partition(":")[0], item, "links"
    for key in _MODES:
        mode = body.get(key)
        if mode is not None and mode.certain and mode.said.text.startswith("service:"):
            yield mode.said.text.removeprefix("service:"), mode, key
    shared = body.get("volumes_from")
    for item in shared.items if shared is not None else ():
        if item.certain and not item.said.text.startswith("container:"):
            yield item.said.text.removeprefix("service:").partition(":")[0], item, "volumes_from"


def _services(found: dict[str, tuple[Node, Node]], report: Report) -> None:
    for name, body in found.values():
        for other, at, key in needs(body):
            # depends_on is judged by compose/waits-for-nobody, which knows all files of a stack
            if other not in found and other and key != "depends_on":
                _undefined(name, at, other, "services", list(found), report)


def _circles(found: dict[str, tuple[Node, Node]], report: Report) -> None:
    """Report each circle of services that wait for each other, once."""
    ways = {
        name: {other: at for other, at, _ in needs(body) if other in found}
        for name, (_, body) in found.items()
    }
    done: set[str] = set()
    for start in ways:
        path: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = []
        if start not in done:
            stack.append((start, iter(ways[start])))
            path.append(start)
        while stack:
            other = next(stack[-1][1], None)
            if other is None:
                stack.pop()
                done.add(path.pop())
            elif other in path:
                circle = [*path[path.index(other) :], other]
                _circle(circle, ways, report)
            elif other not in done:
                stack.append((other, iter(ways[other])))
                path.append(other)


def _circle(circle: list[str], ways: dict[str, dict[str, Node]], report: Report) -> None:
    first, *others = [ways[one][other] for one, other in pairwise(circle)]
    report.error(
        "compose/circle",
        f"services wait for each other: {' → '.join(circle)}",
        at=first.span,
        beside=[(at.span, "and this") for at in others],
        note=WHOLE,
        help="take one of them away",
    )


def _given(root: Node, found: dict[str, tuple[Node, Node]], report: Report) -> None:
    """Report names of networks, secrets and configs that the file does not give.

    Volumes are judged by compose/volume-not-made.
    """
    for kind in ("networks", "secrets", "configs"):
        made = root.get(kind)
        known = {key.said.text for key, _ in made.pairs} if made is not None else set()
        usual = {"default", "host", "none", "bridge"} if kind == "networks" else set()
        for name, body in found.values():
            for said, text in _named(body.get(kind), kind):
                if text not in known | usual and text:
                    _undefined(name, said, text, kind, sorted(known), report)


def _undefined(
    name: Node, at: Node, text: str, kind: str, known: list[str], report: Report
) -> None:
    near = nearest(text, known)
    plain = at.said.text == text and at.span.text == text
    report.error(
        "compose/undefined-name",
        f"`{name.said.text}` uses `{text}`, which `{kind}` does not list",
        at=at.span,
        note=WHOLE,
        fix=Fix(f"write `{near}`", (Edit(at.span, near),)) if near and plain else None,
        help="" if near and plain else f"list it under `{kind}:`",
    )


def _named(node: Node | None, kind: str) -> Iterator[tuple[Node, str]]:
    if node is None:
        return
    for item in node.items:
        source = item.get("source")
        if source is not None and source.certain:
            yield source, source.said.text
        elif item.kind == "scalar" and item.certain:
            yield item, item.said.text
    if kind == "networks":
        for key, _ in node.pairs:
            yield key, key.said.text
