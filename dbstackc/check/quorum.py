"""How a Galera cluster counts its votes."""

from collections.abc import Iterator, Sequence

from dbstackc.check.once import once
from dbstackc.model.topology import Cluster, Node, Topology


def voting(topology: Topology, least: int = 3) -> Iterator[Cluster]:
    """Yield, once a statement, the Galera clusters with so many nodes that vote."""
    for cluster in once(topology.clusters):
        if cluster.kind == "galera" and len(voters(cluster)) >= least:
            yield cluster


def voters(cluster: Cluster) -> tuple[Node, ...]:
    """Return the nodes whose vote counts, arbiters among them."""
    return tuple(node for node in cluster.nodes if node.weight)


def total(nodes: Sequence[Node]) -> int:
    """Return the sum of votes."""
    return sum(node.weight for node in nodes)


def decides(nodes: Sequence[Node], cluster: Cluster) -> bool:
    """Return whether what is left without some nodes is half of the votes or less.

    Source: Galera manual, "Weighted quorum" (a component goes on with more than half of the votes
    of the last one).
    """
    return 2 * total(nodes) >= total(cluster.nodes)
