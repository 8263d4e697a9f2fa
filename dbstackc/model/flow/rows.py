"""What databases and routers ask of the hosts that they run on."""

from collections.abc import Iterator

from dbstackc.model.flow.need import ADMIN, CLIENTS, Needs, source_of
from dbstackc.model.store import Cluster, Node
from dbstackc.model.thing import External, Placed
from dbstackc.model.topology import Router, Topology


def databases(needs: Needs) -> None:
    """Take what nodes say to each other, and what applications say to those they may reach."""
    entry = {id(each) for each in entrances(needs.topology)}
    for cluster in needs.topology.clusters:
        for node in cluster.data_nodes:
            if id(node) in entry:
                needs.reached(CLIENTS, node, f"{node.name}: SQL")
            if node.role == "replica":
                needs.reached(node, cluster.writer, f"{cluster.writer.name}: SQL")
        if cluster.kind == "galera":
            _group(needs, cluster)


def routers(needs: Needs) -> None:
    """Take what routers ask of nodes, and who asks routers."""
    entry = {id(each) for each in entrances(needs.topology)}
    named = {shard.cluster.name for shard in needs.topology.shards}
    used = [each for each in needs.topology.clusters if each.name in named]
    for router in needs.topology.routers:
        for cluster in used:
            for node in cluster.data_nodes:
                needs.reached(router, node, f"{node.name}: SQL")
        if id(router) in entry:
            needs.reached(CLIENTS, router, f"{router.name}: SQL")
        if router.network is None:
            at = router.origin("manager")
            needs.add(router.host, "tcp", router.manager, [ADMIN], f"{router.name}: console", at)


def _group(needs: Needs, cluster: Cluster) -> None:
    """Take what members say to each other; inside a network it stays there.

    Source: Galera manual, "Firewall settings" (4567, 4568, 4444; udp is for multicast alone).
    """
    for node in cluster.nodes:
        if node.network is not None:
            continue
        others = [source_of(each) for each in cluster.nodes if each is not node]
        span = node.origin("port")
        needs.add(node.host, "tcp", node.gcomm, others, f"{node.name}: its group", span)
        if node.role == "arbiter":
            continue
        donors = [source_of(each) for each in cluster.data_nodes if each is not node]
        for port in (node.ist, node.sst):
            needs.add(node.host, "tcp", port, donors, f"{node.name}: state transfer", span)


def entrances(topology: Topology) -> Iterator[Placed]:
    """Yield where applications come in: doors, and whatever no door of ours leads to."""
    yield from topology.balancers
    led = {id(end) for end in _led_to(topology)}
    yield from (router for router in topology.routers if id(router) not in led)
    routed = {shard.cluster.name for shard in topology.shards} if topology.routers else set()
    for cluster in topology.clusters:
        if cluster.name not in routed and not any(id(node) in led for node in cluster.nodes):
            yield from cluster.data_nodes


def _led_to(topology: Topology) -> Iterator[Node | Router | External]:
    for balancer in topology.balancers:
        for listen in balancer.listens:
            yield from (server.target for server in listen.servers)
