"""What tells a Prometheus how things are: derived from the stack, wherever something runs."""

from collections.abc import Iterator, Sequence

from dbstackc.model.known import WATCHERS
from dbstackc.model.placement import Placement
from dbstackc.model.store import Node
from dbstackc.model.thing import Host, Placed
from dbstackc.model.topology import Balancer, Topology
from dbstackc.model.watch import Exporter, Watch

PORTS = {"host": 9100, "containers": 9101, "database": 9104, "balancer": 8405}
"""The first port that each is tried at; of a host no two are given one.

Source: Prometheus wiki, "Default port allocations" (9100, 9101, 9104).
"""

MEMORY = {"host": 64 << 20, "containers": 256 << 20, "database": 64 << 20}
"""Bytes. Source: measured, node_exporter 1.5.0 and mysqld_exporter 0.14.0 (20 MB each)."""

NAMES = {"host": "node-exporter", "containers": "cadvisor", "database": "mysqld-exporter"}
"""What the containers are called, behind the thing that they tell of."""


def exporters(topology: Topology, placement: Placement) -> Iterator[Exporter]:
    """Yield what tells of a stack that is looked at: of hosts in use, of nodes, of balancers.

    topology: all else of it. placement: gives each the first port that nobody claimed.

    Nodes without an account for it tell nothing, and nothing is told from a macvlan, which the
    machine that it lies on cannot reach.

    Source: Linux, Documentation/networking/ipvlan (macvlan: no way to its own parent).
    """
    if not topology.watches:
        return
    tell = _Exporters(topology.watches, placement)
    busy = {id(each.host) for each in (*topology.nodes, *topology.beside)}
    busy.update(id(holder.host) for vip in topology.vips for holder in vip.holders)
    for kind in ("host", "containers"):
        for host in topology.hosts:
            if id(host) in busy:
                yield from tell.beside(kind, host, host, None)
    for cluster in topology.clusters:
        for node in cluster.data_nodes if cluster.monitor else ():
            yield from tell.beside("database", node, node.host, node)
    for balancer in topology.balancers:
        yield from tell.within(balancer)


class _Exporters:
    """Finds places for what tells of a stack."""

    def __init__(self, watches: Sequence[Watch], placement: Placement) -> None:
        self.watch = watches[0]
        self.placement = placement
        self.made = {each.name: each for watch in watches for each in watch.makes}

    def beside(
        self, kind: str, of: Host | Node, host: Host, within: Placed | None
    ) -> Iterator[Exporter]:
        """Yield one that is a container: in the network of what it tells of, or in the host's."""
        network = within.network if within else None
        if network is not None and network.driver == "macvlan":
            return
        port = self.placement.port(host, PORTS[kind])
        if port is None:
            return
        make = self.made.get(kind)
        yield Exporter(
            name=f"{of.name}-{NAMES[kind]}",
            span=self.watch.span,
            origins=make.origins if make else {},
            host=host,
            network=network,
            address=None,
            listen=PORTS[kind] if network else port,
            port=port,
            kind=kind,
            of=of,
            image=(make and make.image) or WATCHERS[kind],
            memory=(make and make.memory) or MEMORY[kind],
        )

    def within(self, balancer: Balancer) -> Iterator[Exporter]:
        """Yield a door of a balancer's own, at which it tells of itself.

        Source: HAProxy 2.0, CHANGELOG (the service `prometheus-exporter`).
        """
        network = balancer.network
        if (network is not None and network.driver == "macvlan") or (0,) < balancer.version < (2,):
            return
        port = self.placement.port(balancer.host, PORTS["balancer"])
        if port is None:
            return
        inner = port
        if network is not None:
            taken = balancer.opens
            inner = next(each for each in range(PORTS["balancer"], 65536) if each not in taken)
        yield Exporter(
            name=balancer.name,
            span=self.watch.span,
            origins={},
            host=balancer.host,
            network=network,
            address=balancer.address,
            listen=inner,
            port=port,
            kind="balancer",
            of=balancer,
            image="",
            memory=0,
        )
