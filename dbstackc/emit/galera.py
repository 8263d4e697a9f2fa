"""Where the members of a Galera cluster find each other."""

from dbstackc.model.topology import Cluster, Node, reach


def peers(cluster: Cluster, client: Node) -> tuple[str, ...]:
    """Return the `host:port` of each member's group port, as one of the nodes sees it.

    In the order written, the node itself included (which does no harm), arbiters left out: they
    hold no state to join from.
    """
    return tuple(
        f"{_bracketed(reach(client, node)[0])}:{node.gcomm}" for node in cluster.data_nodes
    )


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address
