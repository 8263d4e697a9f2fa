"""The ports of hosts that a topology opens."""

from collections.abc import Iterator
from functools import lru_cache

from dbstackc.base.span import Span
from dbstackc.model.thing import Host, Thing
from dbstackc.model.topology import Node, Topology

Opening = tuple[Host, int, Thing, str, Span]
"""A port of a host, who opens it, what for ("" for SQL), and where that was said."""


def openings(topology: Topology) -> Iterator[Opening]:
    """Yield every port of a host that somebody opens."""
    for node in topology.nodes:
        yield from _of_node(node)
    yield from _of_proxies(topology)
    yield from _of_machines(topology)


def _of_machines(topology: Topology) -> Iterator[Opening]:
    if hub := topology.registry:
        yield hub.host, hub.port, hub, "registry", hub.origin("place")
    for engine in topology.engines:
        if engine.metrics is not None:
            for host in engine.hosts:
                yield host, engine.metrics, engine, "metrics", engine.origin("metrics")
    for watch in topology.watches:
        yield watch.host, watch.listen, watch, "Prometheus", watch.origin("port")
        if watch.grafana is not None:
            at = watch.grafana.origin("port")
            yield watch.host, watch.grafana.port, watch.grafana, "Grafana", at
    for exporter in topology.exporters:
        if exporter.port is not None:
            yield exporter.host, exporter.port, exporter, "metrics", exporter.span


def _of_proxies(topology: Topology) -> Iterator[Opening]:
    for router in topology.routers:
        if router.port is not None:
            yield router.host, router.port, router, "", router.origin("port")
        if router.network is None:
            yield router.host, router.manager, router, "manager", router.origin("manager")
    for app in topology.services:
        if app.port is not None:
            yield app.host, app.port, app, "application", app.origin("port")
    for panel in topology.panels:
        for one, what in ((panel, panel.kind), *((each, "agent") for each in panel.agents)):
            if one.port is not None:
                yield one.host, one.port, one, what, one.origin("port")
    for balancer in topology.balancers:
        if balancer.network is None:
            for door in balancer.listens:
                yield balancer.host, door.port, balancer, "", door.origin("port")
            if balancer.stats:
                at = balancer.stats.origin("port")
                yield balancer.host, balancer.stats.port, balancer, "stats", at
        elif not balancer.network.is_lan:
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


@lru_cache(maxsize=2)
def spots(topology: Topology) -> list[int]:
    """Return every port that `openings` yields as one number: the address's, times 2^16, and it.

    A quick look for what only few topologies have: numbers cost the collector nothing.
    """
    of: dict[str, int] = {}
    for host in topology.hosts:
        of.setdefault(host.address, len(of) << 16)
    found: list[int] = []
    add = found.append
    for cluster in topology.clusters:
        own = cluster.kind == "galera" and cluster.nodes[0].network is None
        for node in cluster.nodes:
            base = of[node.host.address]
            if node.role == "arbiter":
                if own:
                    add(base | node.gcomm)
                continue
            if node.port is not None:
                add(base | node.port)
            if own:
                add(base | node.gcomm)
                add(base | node.ist)
                add(base | node.sst)
    for host, port, *_ in (*_of_proxies(topology), *_of_machines(topology)):
        add(of[host.address] | port)
    return found


def opener(thing: Thing, what: str) -> str:
    """Return who opens a port, in words."""
    return f"`{thing.name}` ({what})" if what else f"`{thing.name}`"
