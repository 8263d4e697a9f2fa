"""Which engine's file is read inside which container."""

from collections.abc import Iterator
from posixpath import dirname, join, normpath

from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.product import Product, products
from dbstackc.lint.stack import Stack


def balancers(stack: Stack) -> Iterator[tuple[Proxy, Product]]:
    """Yield each haproxy.cfg with the first container that reads it.

    A mount tells; in a document that shows both, and nothing else, they belong together.
    """
    held = [each for each in products(stack) if each.kind == "haproxy"]
    for proxy in stack.all(Proxy):
        name = proxy.span.source.name
        reading = [each for each in held if _mounts(each.container, normpath(name))]
        if not reading:
            reading = [each for each in held if each.container.span.source.name == name]
        if reading:
            yield proxy, reading[0]


def _mounts(container: Container, name: str) -> bool:
    """Tell whether a container sees a file, itself or in a folder."""
    folder = dirname(normpath(container.span.source.name))
    return any(
        normpath(join(folder, mount.outside.text)) in (name, dirname(name) or ".")
        for mount in container.mounts
        if mount.outside is not None and mount.kind != "volume"
    )
