"""The ports of hosts that a topology opens."""

from collections.abc import Iterator

from dbstackc.base.span import Span
from dbstackc.model.thing import Host, Thing
from dbstackc.model.topology import Node, Topology

Opening = tuple[Host, int, Thing, str, Span]
"""A port of a host, who opens it, what for ("" for SQL), and where that was said."""


def openings(topology: Topology) -> Iterator[Opening]:
    """Yield every port of a host that somebody opens."""
    for node in topology.nodes:
        yield from _of_node(node)
    for router in topology.routers:
        if router.port is not None:
            yield router.host, router.port, router, "", router.origin("port")
        if router.network is None:
            yield router.host, router.manager, router, "manager", router.origin("manager")
    for balancer in topology.balancers:
        if balancer.network is None:
            for door in balancer.listens:
                yield balancer.host, door.port, balancer, "", door.origin("port")
            if balancer.stats:
                at = balancer.stats.origin("port")
                yield balancer.host, balancer.stats.port, balancer, "stats", at
        else:
            for outer, _ in balancer.publish:
                yield balancer.host, outer, balancer, "", balancer.origin("publish")


def _of_node(node: Node) -> Iterator[Opening]:
    at, votes_only = node.origin("port"), node.role == "arbiter"
    if node.port is not None and not votes_only:
        yield node.host, node.port, node, "", at
    if node.network is None and node.gcomm:
        yield node.host, node.gcomm, node, "group port", at
        if not votes_only:
            yield node.host, node.ist, node, "IST port", at
            yield node.host, node.sst, node, "SST port", at


def opener(thing: Thing, what: str) -> str:
    """Return who opens a port, in words."""
    return f"`{thing.name}` ({what})" if what else f"`{thing.name}`"
