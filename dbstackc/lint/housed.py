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
        reading = [each for each in held if mounts(each.container, name)]
        if not reading:
            reading = [each for each in held if each.container.span.source.name == name]
        if reading:
            yield proxy, reading[0]


def mounts(container: Container, name: str) -> bool:
    """Tell whether a container sees a file of the stack, itself or in a folder.

    name: of the file, as it was read. Files that a bundle fills on the host count as those that it
    holds.
    """
    place = normpath(name)
    for mount in container.mounts:
        if mount.outside is None or mount.kind == "volume" or mount.outside.text[:1] in "/~$":
            continue
        folder = dirname(mount.outside.span.source.name)
        wanted = normpath(join(folder, mount.outside.text.replace("filled/", "", 1)))
        if wanted in (place, dirname(place) or "."):
            return True
    return False
