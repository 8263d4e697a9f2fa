"""One value of a Compose file laid over another, as Compose lays them.

Every value keeps the place where it is written. What is in doubt is kept from both: nothing that a
file says is lost.

Source: compose-spec, "Merge Compose files"; docker-compose 1.29.2, config/config.py,
`merge_service_dicts`.
"""

from collections.abc import Callable

from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Said
from dbstackc.lint.yaml import DEEPEST, Node

from .scalars import is_null

_REPLACED = frozenset(("command", "entrypoint", "test"))
"""Lists of which the later one is taken whole."""

_NAMED = frozenset(
    ("environment", "labels", "args", "sysctls", "extra_hosts", "networks", "depends_on")
)
"""Keys that take a list or a mapping, and mean the same."""

_BY_TARGET = frozenset(("volumes", "devices", "secrets", "configs"))
"""Lists of which an item takes the place of one with the same place inside."""

_LISTS = frozenset(("dns", "dns_search", "tmpfs", "env_file"))
"""Keys that take one text for a list of one."""


def laid(base: Node, over: Node, key: str = "", depth: int = 0) -> Node:
    """Return a value with another laid over it.

    key: under which they stand.
    """
    if over.tag == "!override" or key in _REPLACED or depth > DEEPEST:
        return over
    if is_null(over) and base.kind != "scalar" and not over.tag:
        return base
    if key in _NAMED and "mapping" in (base.kind, over.kind):
        base, over = _as_mapping(base), _as_mapping(over)
    if base.kind == over.kind == "mapping":
        return _laid_pairs(base, over, depth)
    is_list = key in _LISTS or "sequence" in (base.kind, over.kind)
    if is_list and "mapping" not in (base.kind, over.kind):
        return _laid_items(base, over, key)
    return over


def _laid_pairs(base: Node, over: Node, depth: int) -> Node:
    found = {key.said.text: (key, value) for key, value in base.pairs}
    for key, value in over.pairs:
        name = key.said.text
        if value.tag == "!reset":
            found.pop(name, None)
        elif name in found:
            first, below = found[name]
            found[name] = (first, laid(below, value, name, depth + 1))
        else:
            found[name] = (key, value)
    return base._replace(pairs=tuple(found.values()))


def _laid_items(base: Node, over: Node, key: str) -> Node:
    same: Callable[[Node], str] = _target if key in _BY_TARGET else _text
    if key == "environment":
        same = _name
    found: dict[str, Node] = {}
    items = list(_items(base))
    items += _items(over)
    for number, item in enumerate(items):
        found[same(item) or f"\0{number}"] = item
    made = base if base.kind == "sequence" else over
    return made._replace(kind="sequence", items=tuple(found.values()))


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if node.kind == "sequence" else () if is_null(node) else (node,)


def _text(item: Node) -> str:
    return item.said.text if item.kind == "scalar" else ""


def _name(item: Node) -> str:
    return item.said.text.partition("=")[0]


def _target(item: Node) -> str:
    """Return the place inside the container that an item of a list is for."""
    if item.kind == "mapping":
        target = item.get("target") or item.get("source")
        return target.said.text if target is not None else ""
    parts = item.said.text.split(":")
    return parts[1] if len(parts) > 1 else parts[0]


def _as_mapping(node: Node) -> Node:
    """Return a list of names, or of names and values, as a mapping."""
    if node.kind != "sequence":
        return node
    return node._replace(kind="mapping", items=(), pairs=tuple(map(_pair, node.items)))


def _pair(item: Node) -> tuple[Node, Node]:
    name, equals, text = item.said.text.partition("=")
    span = item.span
    if span.text.endswith(text):
        span = Span(span.source, span.end - len(text), span.end)
    value = item._replace(said=Said(text, span), span=span, plain=not equals)
    return item._replace(said=Said(name, item.span)), value
