"""Which images a topology says that it runs, and who says so."""

from collections.abc import Iterator

from dbstackc.check.once import once
from dbstackc.model.thing import Thing
from dbstackc.model.topology import Topology


def used(topology: Topology) -> Iterator[tuple[Thing, str]]:
    """Yield the image of each cluster's statement, router, balancer and vip, in order."""
    yield from ((each, each.image) for each in once(topology.clusters))
    yield from ((each, each.image) for each in topology.routers)
    yield from ((each, each.image) for each in topology.balancers)
    yield from ((each, each.image) for each in topology.vips)
