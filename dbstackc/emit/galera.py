"""Where the members of a Galera cluster find each other."""

from dbstackc.base.text import endpoint
from dbstackc.model.topology import Cluster, Node, reach

FAST = (
    "evs.keepalive_period=PT0.5S; evs.suspect_timeout=PT1.5S; evs.inactive_timeout=PT4S; "
    "evs.inactive_check_period=PT0.25S; evs.install_timeout=PT4S"
)
"""A silent peer is given up after 1.5 s and not after 5: for members of one LAN.

Source: Galera manual, "Galera parameters" (evs.*; suspect < inactive <= install).
"""


def peers(cluster: Cluster, client: Node) -> tuple[str, ...]:
    """Return the `host:port` of each member's group port, as one of the nodes sees it.

    In the order written, the node itself included (which does no harm), arbiters left out: they
    hold no state to join from.
    """
    return tuple(endpoint(reach(client, node)[0], node.gcomm) for node in cluster.data_nodes)


def point_of_view(node: Node) -> tuple[str, str]:
    """Return what the addresses of peers depend on: the network, and in a bridge the host."""
    if node.network is None:
        return "", ""
    return node.network.name, node.host.name if node.network.driver == "bridge" else ""
