"""Spoil Compose files: one thing in each is made wrong, at a place that is known."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random
from typing import Any

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.emit.load import load
from tests.engines.agree import Spoiled


def spoiled(text: str, random: Random, how: str = "") -> Spoiled | None:
    """Return a text with one thing made wrong, or None where it has no such thing."""
    root = load("compose.existing.file").read(Source("compose.yml", text), {}, Report()).root
    if root is None or root.get("services") is None:
        return None
    known = {each.__name__.strip("_"): each for each in _WAYS}
    way = known[how] if how else random.choice(_WAYS)
    edits = list(way(root, random))
    if not edits:
        return None
    start, end, instead = random.choice(edits)
    line = text.count("\n", 0, start) + 1
    # a value that stands under its key may be told at the key, and what a service lacks at its name
    first = line - 1 if way in (_no_list, _no_pairs) else line
    if way is _no_image:
        first = 1 + max(
            text.count("\n", 0, name.span.start)
            for name, _ in root.get("services").pairs
            if name.span.start < start
        )
    return Spoiled(
        text[:start] + instead + text[end:], range(first, line + 1), way.__name__.strip("_")
    )


Edits = Iterator[tuple[int, int, str]]


def _services(root: Any) -> list[Any]:
    return [body for _, body in root.get("services").pairs if body.kind == "mapping"]


def _at(node: Any, instead: str) -> tuple[int, int, str]:
    return node.span.start, node.span.end, instead


def _values(root: Any, *keys: str) -> Iterator[Any]:
    for body in _services(root):
        for key in keys:
            value = body.get(key)
            if value is not None and value.span.start > body.span.start:
                yield value


def _end(node: Any) -> int:
    """Return where the last scalar in a value ends, with its quote."""
    while node.kind != "scalar" and (node.items or node.pairs):
        node = node.items[-1] if node.items else node.pairs[-1][1]
    is_quoted = node.kind == "scalar" and node.span.source.text[node.span.start - 1] in "\"'"
    return node.span.end + is_quoted


def _items(root: Any, *keys: str) -> Iterator[Any]:
    for value in _values(root, *keys):
        yield from value.items


def _slip(root: Any, random: Random) -> Edits:
    for body in _services(root):
        for key, _ in body.pairs:
            name = key.said.text
            if len(name) > 4 and name.isidentifier():
                at = random.randrange(1, len(name) - 1)
                yield _at(key, name[:at] + name[at + 1 :])


def _unheard(root: Any, random: Random) -> Edits:
    for body in _services(root):
        for key, _ in body.pairs:
            yield _at(key, random.choice(("colour", "listen", "replica_of", "when")))


def _no_text(root: Any, random: Random) -> Edits:
    for value in _values(root, "image", "container_name", "restart", "user", "working_dir"):
        if value.kind == "scalar" and value.plain:
            yield _at(value, random.choice(("[a]", "{a: b}", "5", "true")))


def _no_list(root: Any, random: Random) -> Edits:
    for value in _values(root, "ports", "volumes", "cap_add", "expose", "links", "secrets"):
        if value.items and value.items[0].kind == "scalar":
            yield value.span.start, _end(value), random.choice(("{a: b}", "abc"))


def _no_pairs(root: Any, random: Random) -> Edits:
    for value in _values(root, "environment", "labels"):
        yield value.span.start, _end(value), random.choice(("abc", "5"))


def _ports(root: Any, random: Random) -> Edits:
    wrong = ("db:x", "80-90:80-81", "80:", "a", "80:90:100:110", "90-80:9", "80/icmp", "80:80-90")
    for item in _items(root, "ports"):
        if item.kind == "scalar":
            yield _at(item, random.choice(wrong))


def _mounts(root: Any, random: Random) -> Edits:
    for item in _items(root, "volumes"):
        if item.kind == "scalar":
            yield _at(item, random.choice(("nowhere:/data", "./a:/b:ro:z", "gone:/var/lib/mysql")))


def _nets(root: Any, random: Random) -> Edits:
    for item in _items(root, "networks"):
        yield _at(item, "[a]" if item.plain else item.said.text)


def _waits(root: Any, random: Random) -> Edits:
    for item in _items(root, "depends_on", "links"):
        yield _at(item, "nobody")


def _no_image(root: Any, random: Random) -> Edits:
    for body in _services(root):
        key = body.key("image")
        if key is not None and body.get("build") is None:
            yield _at(key, "hostname")


def _variables(root: Any, random: Random) -> Edits:
    wrong = ("${", "${A", "${1A}", "${A:x}", "${A B}", "${}")
    for value in (*_values(root, "image", "container_name"), *_items(root, "volumes")):
        if value.kind == "scalar":
            yield _at(value, random.choice(wrong) if not value.plain else f'"{wrong[1]}"')


def _yaml(root: Any, random: Random) -> Edits:
    for body in _services(root):
        for key, value in body.pairs:
            if value.kind == "scalar" and value.plain and value.said.text:
                yield _at(value, random.choice(('"a', "[a", "{a", "'a", "a: b: c", "@a", "`a")))
            else:
                yield key.span.start, key.span.start, "\t"


def _twice(root: Any, random: Random) -> Edits:
    for value in _values(root, "ports", "volumes", "expose", "links", "cap_add", "dns"):
        plain = [each for each in value.items if each.kind == "scalar"]
        for one, other in pairwise(plain):
            if one.plain and other.plain:
                yield _at(other, one.span.text)


def _asked(root: Any, random: Random) -> Edits:
    for value in _values(root, "privileged", "tty", "stdin_open", "read_only", "init"):
        yield _at(value, random.choice(("[true]", "{a: b}")))


def _health(root: Any, random: Random) -> Edits:
    for value in _values(root, "healthcheck"):
        for key, inside in value.pairs:
            if key.said.text in ("interval", "timeout") and inside.plain:
                yield _at(inside, "[5s]")
            yield _at(key, key.said.text + "s")


def _deploy(root: Any, random: Random) -> Edits:
    for value in _values(root, "deploy"):
        for key, inside in value.pairs:
            yield _at(key, key.said.text + "s" if key.said.text != "label" else "x")
            if key.said.text == "replicas" and inside.kind == "scalar":
                yield _at(inside, random.choice(("[1]", "many")))


def _top(root: Any, random: Random) -> Edits:
    for key, value in root.pairs:
        if key.said.text in ("networks", "volumes", "secrets", "configs") and value.pairs:
            yield _at(key, random.choice(("nets", "data", key.said.text[:-1])))
            for _, inside in value.pairs:
                yield from (_at(k, k.said.text + "_x") for k, _ in inside.pairs)


def _self(root: Any, random: Random) -> Edits:
    for name, body in root.get("services").pairs:
        depends = body.get("depends_on") if body.kind == "mapping" else None
        for item in depends.items if depends is not None else ():
            yield _at(item, name.said.text)


_WAYS: tuple[Callable[..., Edits], ...] = (
    _slip, _unheard, _no_text, _no_list, _no_pairs, _ports, _mounts, _nets, _waits, _no_image,
    _variables, _yaml, _twice, _asked, _health, _deploy, _top, _self,
)  # fmt: skip
WAYS = tuple(each.__name__.strip("_") for each in _WAYS)
