"""Who talks to whom: the connections that a topology needs, as the host that is asked sees them.

What containers of one host say to each other never arrives at a host's door, and what they say to
each other over an overlay arrives as the overlay's own packets.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.model.store import Cluster, Node
from dbstackc.model.thing import External, Host, Network, Placed
from dbstackc.model.topology import Balancer, Forward, Router, Topology, Vip, reach

ADMIN, CLIENTS = "admin", "clients"
"""What stands among sources for the networks of operators and of applications."""


@record(frozen=True, slots=True, kw_only=True)
class Flow:
    """Packets that a host must let in.

    protocol: tcp or udp, or a protocol without ports: vrrp, esp, ipip. port: of the host; 0 where
        there is none.
    sources: addresses, and ADMIN or CLIENTS, each once, in the order that they were asked for.
    inner: the port that it leads to, where Docker publishes it; else None.
    why: what listens there, in a few words; span: where that was said.
    """

    host: Host
    protocol: str
    port: int
    sources: tuple[str, ...]
    inner: int | None
    why: str
    span: Span


@lru_cache(maxsize=2)
def flows(topology: Topology) -> Mapping[str, tuple[Flow, ...]]:
    """Return the packets that each host must let in, by its name; every host has an entry."""
    needs = _Needs(topology)
    needs.operators()
    needs.images()
    needs.databases()
    needs.routers()
    needs.balancers()
    needs.services()
    needs.vips()
    needs.swarm()
    return needs.whole()


def entrances(topology: Topology) -> Iterator[Placed]:
    """Yield where applications come in: doors, and whatever no door of ours leads to."""
    yield from topology.balancers
    led = {id(end) for end in _led_to(topology)}
    yield from (router for router in topology.routers if id(router) not in led)
    routed = {shard.cluster.name for shard in topology.shards} if topology.routers else set()
    for cluster in topology.clusters:
        if cluster.name not in routed and not any(id(node) in led for node in cluster.nodes):
            yield from cluster.data_nodes


def is_swarm(topology: Topology) -> bool:
    """Return whether the hosts are a Swarm: it carries the stack, or an overlay spans them."""
    carried = any(each.engine == "swarm" for each in topology.deployments)
    return carried or any(network.driver == "overlay" for network in topology.networks)


def heads(topology: Topology) -> tuple[Host, ...]:
    """Return the hosts that manage the Swarm, the one that makes it first."""
    said = [host for each in topology.deployments for host in each.managers]
    return tuple(dict.fromkeys(said)) or topology.hosts[:1]


def _led_to(topology: Topology) -> Iterator[Node | Router | External]:
    for balancer in topology.balancers:
        for listen in balancer.listens:
            yield from (server.target for server in listen.servers)


class _Needs:
    """The needs so far, by host, protocol and port."""

    def __init__(self, topology: Topology) -> None:
        self.topology = topology
        self.found: dict[str, dict[tuple[str, int], Flow]] = {h.name: {} for h in topology.hosts}
        self.ssh = {host.name: each.ssh for each in topology.firewalls for host in each.hosts}

    def whole(self) -> dict[str, tuple[Flow, ...]]:
        return {name: tuple(each.values()) for name, each in self.found.items()}

    def add(
        self,
        host: Host,
        protocol: str,
        port: int,
        sources: Iterable[str],
        why: str,
        span: Span,
        inner: int | None = None,
    ) -> None:
        """Take one need; what several ask for of one port is one need with all their sources."""
        asked = [source for source in sources if source != host.address]
        if not asked:
            return
        of_host = self.found[host.name]
        old = of_host.get((protocol, port))
        if old is not None:
            asked = [*old.sources, *asked]
            why, span, inner = old.why, old.span, old.inner
        of_host[(protocol, port)] = Flow(
            host=host,
            protocol=protocol,
            port=port,
            sources=tuple(dict.fromkeys(asked)),
            inner=inner,
            why=why,
            span=span,
        )

    def reached(self, client: Placed | Host | str, server: Placed, why: str) -> None:
        """Take what it needs that a client finds a server where `reach` says."""
        span = server.origin("port")
        if isinstance(client, str):
            port = server.listen if server.network is None else server.port
            if port is not None:
                self.add(server.host, "tcp", port, [client], why, span, _inner(server))
            return
        address, port = reach(client, server)
        if address == server.host.address:
            self.add(server.host, "tcp", port, [_source(client)], why, span, _inner(server))

    def operators(self) -> None:
        for firewall in self.topology.firewalls:
            for host in firewall.hosts:
                at = firewall.origin("ssh")
                self.add(host, "tcp", firewall.ssh, [ADMIN], "ssh", at)

    def images(self) -> None:
        """Take what hosts pull from the registry; its container listens at 5000."""
        if hub := self.topology.registry:
            hosts = [host.address for host in self.topology.hosts]
            self.add(hub.host, "tcp", hub.port, hosts, f"{hub.name}: images", hub.span, 5000)

    def databases(self) -> None:
        entry = {id(each) for each in entrances(self.topology)}
        for cluster in self.topology.clusters:
            for node in cluster.data_nodes:
                if id(node) in entry:
                    self.reached(CLIENTS, node, f"{node.name}: SQL")
                if node.role == "replica":
                    self.reached(node, cluster.writer, f"{cluster.writer.name}: SQL")
            if cluster.kind == "galera":
                self.group(cluster)

    def group(self, cluster: Cluster) -> None:
        """Take what members say to each other; inside a network it stays there.

        Source: Galera manual, "Firewall settings" (4567, 4568, 4444; udp is for multicast alone).
        """
        for node in cluster.nodes:
            if node.network is not None:
                continue
            others = [_source(each) for each in cluster.nodes if each is not node]
            span = node.origin("port")
            self.add(node.host, "tcp", node.gcomm, others, f"{node.name}: its group", span)
            if node.role == "arbiter":
                continue
            donors = [_source(each) for each in cluster.data_nodes if each is not node]
            for port in (node.ist, node.sst):
                self.add(node.host, "tcp", port, donors, f"{node.name}: state transfer", span)

    def routers(self) -> None:
        entry = {id(each) for each in entrances(self.topology)}
        named = {shard.cluster.name for shard in self.topology.shards}
        used = [each for each in self.topology.clusters if each.name in named]
        for router in self.topology.routers:
            for cluster in used:
                for node in cluster.data_nodes:
                    self.reached(router, node, f"{node.name}: SQL")
            if id(router) in entry:
                self.reached(CLIENTS, router, f"{router.name}: SQL")
            if router.network is None:
                at = router.origin("manager")
                self.add(router.host, "tcp", router.manager, [ADMIN], f"{router.name}: console", at)

    def balancers(self) -> None:
        for balancer in self.topology.balancers:
            for listen in balancer.listens:
                what = f"{balancer.name}: {listen.name}"
                self.door(balancer, listen.port, CLIENTS, what, listen.origin("port"))
                for server in listen.servers:
                    if not isinstance(server.target, External):
                        self.reached(balancer, server.target, f"{server.target.name}: SQL")
            if balancer.stats:
                at = balancer.stats.origin("port")
                self.door(balancer, balancer.stats.port, ADMIN, f"{balancer.name}: status", at)

    def door(self, balancer: Balancer, port: int, who: str, why: str, span: Span) -> None:
        """Take what it needs that a port of a balancer is reached from outside."""
        if balancer.network is None:
            self.add(balancer.host, "tcp", port, [who], why, span)
            return
        for outer, inner in balancer.publish:
            if inner == port:
                at = balancer.origin("publish")
                self.add(balancer.host, "tcp", outer, [who], why, at, inner)

    def services(self) -> None:
        for app in self.topology.services:
            if app.port is not None:
                self.reached(CLIENTS, app, f"{app.name}: application")
            for end in app.ends:
                holders = end.target.holders if isinstance(end.target, Vip) else ()
                for target in [h.balancer or h.host for h in holders] or [end.target]:
                    if isinstance(target, Placed) and app.network and target.network is app.network:
                        continue
                    host = target.host if isinstance(target, Placed) else target
                    what = f"{target.name}: applications"
                    self.add(host, "tcp", end.port, [_source(app)], what, end.span)

    def vips(self) -> None:
        for vip in self.topology.vips:
            holders = [each for each in vip.holders if not each.inside]
            for holder in holders:
                others = [each.address for each in holders if each is not holder]
                self.add(holder.host, "vrrp", 0, others, f"{vip.name}: adverts", vip.span)
                for forward in vip.forwards:
                    what = f"{vip.name}: forwarded"
                    self.add(holder.host, "tcp", forward.port, [CLIENTS], what, forward.span)
            for forward in vip.forwards if holders else ():
                self.forwarded(vip, forward, [each.host.address for each in holders])

    def forwarded(self, vip: Vip, forward: Forward, holders: list[str]) -> None:
        """Take what real servers need: the kernel leaves the client's address as it is.

        Source: Linux, Documentation/networking/ipvs-sysctl; ipvsadm(8) (only NAT rewrites the port;
        a tunnel carries packets in protocol 4).
        """
        by_address = {host.address: host for host in self.topology.hosts}
        for address, port in forward.ends:
            host = by_address.get(address)
            if host is None:
                continue
            asked = forward.port if forward.kind != "NAT" else port
            self.add(host, "tcp", asked, [CLIENTS], f"{vip.name}: forwarded", forward.span)
            if forward.kind == "TUN":
                self.add(host, "ipip", 0, holders, f"{vip.name}: its tunnel", forward.span)

    def swarm(self) -> None:
        """Take what the hosts of a Swarm say to each other.

        Source: docker docs, "Getting started with swarm mode" (open protocols and ports), "Encrypt
        traffic on an overlay network" (IPSec ESP).
        """
        if not is_swarm(self.topology):
            return
        overlays = [each for each in self.topology.networks if each.driver == "overlay"]
        addresses = [host.address for host in self.topology.hosts]
        managers = heads(self.topology)
        carried = any(each.engine == "swarm" for each in self.topology.deployments)
        for host in self.topology.hosts:
            span = host.span
            if host in managers:
                self.add(host, "tcp", 2377, addresses, "Swarm: its managers", span)
            if carried:
                ssh = self.ssh.get(host.name, 22)
                self.add(host, "tcp", ssh, [managers[0].address], "ssh", span)
            for protocol in ("tcp", "udp"):
                self.add(host, protocol, 7946, addresses, "Swarm: gossip", span)
            self.overlays(host, overlays, addresses)

    def overlays(self, host: Host, networks: list[Network], addresses: list[str]) -> None:
        for network in networks:
            what = f"{network.name}: packets of containers"
            self.add(host, "udp", 4789, addresses, what, network.span)
            if network.encrypted:
                at = network.origin("encrypted")
                self.add(host, "esp", 0, addresses, f"{network.name}: encrypted", at)


def _source(client: Placed | Host) -> str:
    """Return the address that a host sees: Docker puts its own host's before a container's.

    A container on a macvlan is a machine of its own on the wire.

    Source: docker docs, "Packet filtering and firewalls" (masquerading), "Macvlan".
    """
    if isinstance(client, Host):
        return client.address
    if client.network is not None and client.network.driver == "macvlan" and client.address:
        return client.address
    return client.host.address


def _inner(server: Placed) -> int | None:
    return server.listen if server.network is not None else None
