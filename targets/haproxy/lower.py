"""Topology to the documents of haproxy.cfg."""

from collections.abc import Iterator, Sequence

from dbstackc.emit import holes, layout, pulse
from dbstackc.model.topology import Balancer, Exporter, Topology

from .document import Document, Section
from .doors import asks_names, door
from .metrics import metrics
from .settings import defaults, process, resolver, status


def lower(topology: Topology) -> Iterator[Document]:
    """Yield the haproxy.cfg of each balancer, in the order written."""
    beats = pulse.beats(topology)
    told = {each.of.name: each for each in topology.exporters if each.kind == "balancer"}
    for balancer in topology.balancers:
        mine = beats.get(balancer.name, ())
        yield Document(
            path=layout.balancer_file(balancer),
            sections=tuple(_sections(balancer, mine, told.get(balancer.name))),
            escape="haproxy" if holes.balancer_file(balancer) else "",
            title=f"haproxy.cfg of {balancer.name}",
        )


def _sections(balancer: Balancer, beats: Sequence[int], told: Exporter | None) -> Iterator[Section]:
    yield process(balancer, beats)
    yield defaults(balancer)
    if asks_names(balancer):
        yield resolver(balancer)
    if balancer.stats is not None:
        yield status(balancer, balancer.stats)
    if told is not None:
        yield metrics(balancer, told)
    for listen in balancer.listens:
        yield from door(balancer, listen)
