"""Which images a topology says that it runs or begins with, and where it says so."""

from collections.abc import Iterator

from dbstackc.base.span import Span
from dbstackc.check.once import once
from dbstackc.model.thing import Thing
from dbstackc.model.topology import Topology

Use = tuple[Thing, str, Span]
"""A thing, the image that it names, and the place of that."""


def used(topology: Topology) -> Iterator[Use]:
    """Yield the image of each cluster's statement and of all else that runs, in order."""
    yield from ((each, each.image, each.origin("image")) for each in once(topology.clusters))
    yield from ((each, each.image, each.origin("image")) for each in topology.routers)
    yield from ((each, each.image, each.origin("image")) for each in topology.balancers)
    yield from ((each, each.image, each.origin("image")) for each in topology.vips)
    yield from ((each, each.image, each.origin("image")) for each in topology.services)
    for panel in (each for each in topology.panels if each.image):
        yield panel, panel.image, panel.origin("image")
        yield from ((each, each.image, each.origin("image")) for each in panel.agents[:1])
    for watch in topology.watches:
        yield watch, watch.image, watch.origin("image")
        if watch.grafana is not None:
            yield watch.grafana, watch.grafana.image, watch.grafana.origin("image")
        yield from ((each, each.image, each.origin("image")) for each in watch.makes if each.image)


def named(topology: Topology) -> Iterator[Use]:
    """Yield what `used` does, and the base of each image that is built."""
    yield from used(topology)
    for image in topology.images:
        if image.is_said:
            yield image, image.base, image.origin("base")
