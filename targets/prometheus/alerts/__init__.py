"""The alerts that follow from a stack, one module for each kind of thing."""

from collections.abc import Iterator

from dbstackc.model.topology import Topology, Watch

from . import clock, doors, follow, galera, machines, nodes
from .kind import Alert as Alert


def alerts(topology: Topology, watch: Watch) -> Iterator[Alert]:
    """Yield what a Prometheus calls for, in the order of the topology."""
    yield from machines.alerts(topology, watch)
    yield from nodes.alerts(topology, watch)
    for cluster in topology.clusters:
        if cluster.monitor is not None and any(e.of in cluster.nodes for e in topology.exporters):
            module = galera if cluster.kind == "galera" else follow
            yield from module.alerts(topology, watch, cluster)
    yield from doors.alerts(topology, watch)
    yield from clock.alerts(topology, watch)
