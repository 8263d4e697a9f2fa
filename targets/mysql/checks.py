"""How many connections the checks of a cluster may need."""

from collections.abc import Mapping
from functools import lru_cache

from dbstackc.model.topology import Node, Topology

SPARE = 16
"""Health checks of containers, and an operator."""


@lru_cache(maxsize=4)
def check_connections(topology: Topology) -> Mapping[str, int]:
    """Return how many connections the check account of each cluster may hold, by cluster.

    Two for each door of a balancer that asks the cluster's nodes, one being closed while the next
    opens, and some to spare.
    """
    doors = dict.fromkeys((cluster.name for cluster in topology.clusters), 0)
    for balancer in topology.balancers:
        for listen in balancer.listens:
            if listen.check in ("none", "tcp"):
                continue
            asked = {listen.cluster.name: None} if listen.cluster else {}
            for server in listen.servers:
                if isinstance(server.target, Node):
                    asked[server.target.cluster] = None
            for name in asked:
                doors[name] += 1
    return {name: 2 * count + SPARE for name, count in doors.items()}
