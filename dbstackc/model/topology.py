"""The whole model and its nouns: clusters, nodes, shards, schemas, routers, balancers, vips."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from dbstackc.base.record import record
from dbstackc.model.backup import Backup
from dbstackc.model.machine import (
    Deployment,
    Engine,
    Firewall,
    Image,
    Inventory,
    Label,
    Registry,
)
from dbstackc.model.panel import Agent, Panel
from dbstackc.model.service import Application
from dbstackc.model.store import Cluster, Node, Schema, Shard, Table
from dbstackc.model.thing import External, Host, Network, Placed, Secret, Thing
from dbstackc.model.watch import Exporter, Watch

__all__ = [
    "Balancer",
    "Cluster",
    "Deployment",
    "Engine",
    "Exporter",
    "Firewall",
    "Forward",
    "Holder",
    "Image",
    "Inventory",
    "Label",
    "Listen",
    "Node",
    "Registry",
    "Router",
    "Schema",
    "Server",
    "Shard",
    "Stats",
    "Table",
    "Topology",
    "User",
    "Vip",
    "Watch",
    "reach",
]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class User(Thing):
    """Who may log in to a router; schemas in the order written, the first is the default one."""

    secret: Secret
    schemas: tuple[Schema, ...]
    readonly: bool


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Router(Placed):
    """One MyCat.

    listen: where SQL comes in; manager: where operators log in.
    index: its place among the routers, from 0: its instance number.
    sequence: file, database, time or snowflake: who numbers rows.
    version: of MyCat, as (1, 6, 7, 4); memory: bytes.
    """

    manager: int
    index: int
    users: tuple[User, ...]
    image: str
    version: tuple[int, ...]
    memory: int
    sequence: str
    verbatim: tuple[str, ...]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Server(Thing):
    """One line of a pool: what it leads to, and how much."""

    target: Node | Router | External
    weight: int
    backup: bool
    maxconn: int


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Listen(Thing):
    """One door of a balancer.

    use: write (one active server), read (those fit to read), sql (routers), external
        (unknown ends).
    cluster: the cluster behind a write or read door, else None.
    method: how servers are chosen, in HAProxy's words.
    check: none, tcp, login (mysql-check), galera (wsrep state), writer or replica (read_only).
    check_user: the account that checks log in with.
    every, fall, rise: milliseconds between checks; failures to leave; successes to come back.
    """

    port: int
    use: str
    cluster: Cluster | None
    servers: tuple[Server, ...]
    method: str
    check: str
    check_user: str
    every: int
    fall: int
    rise: int
    maxconn: int
    verbatim: tuple[str, ...]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Stats(Thing):
    """The status page of a balancer; `secret` None means no login."""

    path: str
    port: int
    user: str
    secret: Secret | None


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Balancer(Placed):
    """One HAProxy.

    publish: host port to inside port, in order; empty in the host's own network.
    connect, client, server, check: timeouts in milliseconds. maxconn: of the whole process.
    """

    publish: tuple[tuple[int, int], ...]
    listens: tuple[Listen, ...]
    stats: Stats | None
    image: str
    version: tuple[int, ...]
    connect: int
    client: int
    server: int
    check: int
    maxconn: int
    memory: int
    verbatim: tuple[str, ...]

    @property
    def opens(self) -> list[int]:
        """Every port that it opens inside: its doors' in order, then its status page's."""
        stats = [] if self.stats is None else [self.stats.port]
        return [*(door.port for door in self.listens), *stats]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Holder(Thing):
    """Who may hold a vip.

    balancer: the one whose life it follows, or None for a bare host.
    inside: whether keepalived runs in the balancer's own network (a bridge) and not on the host.
    address: its own address on the segment; priority: 1 to 254, distinct in a vip.
    track: the port of 127.0.0.1 that must answer, or None.
    """

    host: Host
    balancer: Balancer | None
    inside: bool
    address: str
    interface: str
    priority: int
    track: int | None


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Forward(Thing):
    """A virtual_server: a port of the vip, handed to real endpoints.

    ends: address and port each, in order. every, sticky: milliseconds; sticky 0 means not.
    """

    port: int
    ends: tuple[tuple[str, int], ...]
    method: str
    kind: str
    every: int
    sticky: int


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Vip(Thing):
    """An address that moves.

    prefix: length of its network, in bits. router_id: VRRP's, 1 to 255, one a segment.
    beat: milliseconds between adverts. preempt: whether the first holder takes it back.
    """

    address: str
    prefix: int
    holders: tuple[Holder, ...]
    router_id: int
    beat: int
    auth: Secret | None
    preempt: bool
    forwards: tuple[Forward, ...]
    image: str
    verbatim: tuple[str, ...]


@record(frozen=True, kw_only=True, eq=False)
class Topology:
    """The whole: every collection is in the order written."""

    name: str
    hosts: tuple[Host, ...]
    networks: tuple[Network, ...]
    secrets: tuple[Secret, ...]
    clusters: tuple[Cluster, ...]
    schemas: tuple[Schema, ...]
    routers: tuple[Router, ...]
    balancers: tuple[Balancer, ...]
    vips: tuple[Vip, ...]
    externals: tuple[External, ...]
    deployments: tuple[Deployment, ...]
    engines: tuple[Engine, ...] = ()
    images: tuple[Image, ...] = ()
    firewalls: tuple[Firewall, ...] = ()
    registry: Registry | None = None
    inventory: Inventory | None = None
    services: tuple[Application, ...] = ()
    panels: tuple[Panel, ...] = ()
    backups: tuple[Backup, ...] = ()
    watches: tuple[Watch, ...] = ()
    exporters: tuple[Exporter, ...] = ()

    @property
    def nodes(self) -> Iterator[Node]:
        """Every node, cluster by cluster."""
        for cluster in self.clusters:
            yield from cluster.nodes

    @property
    def beside(self) -> Iterator[Router | Balancer | Application | Panel | Agent | Watch]:
        """Everything that is placed and is no node: routers and all that follows them."""
        yield from self.routers
        yield from self.balancers
        yield from self.services
        yield from self.panels
        for panel in self.panels:
            yield from panel.agents
        yield from self.watches

    @property
    def shards(self) -> Iterator[Shard]:
        """Every shard, schema by schema."""
        for schema in self.schemas:
            yield from schema.shards

    @cached_property
    def cluster_named(self) -> Mapping[str, Cluster]:
        """The clusters by name."""
        return {cluster.name: cluster for cluster in self.clusters}

    @cached_property
    def engine_of(self) -> Mapping[str, Engine]:
        """The engine of each host that has one, by the host's name."""
        return {host.name: engine for engine in self.engines for host in engine.hosts}

    @cached_property
    def nodes_on(self) -> Mapping[str, tuple[Node, ...]]:
        """The nodes of each host, by the host's name; every host has an entry."""
        found: dict[str, list[Node]] = {host.name: [] for host in self.hosts}
        for node in self.nodes:
            found[node.host.name].append(node)
        return {name: tuple(nodes) for name, nodes in found.items()}


def meets(one: Placed, other: Placed) -> bool:
    """Return whether two things lie in one Docker network; a bridge is each host's own."""
    network = one.network
    if network is None or network is not other.network:
        return False
    return network.driver != "bridge" or one.host is other.host


def reach(client: Placed | Host, server: Placed) -> tuple[str, int]:
    """Return the address and the port by which a client finds a server.

    In a network that both share it is the server's own address, or its name where Docker chooses
    the address; elsewhere it is the host's address and the published port (the inner port where
    nothing is published, which the rules report). On the LAN it has no other address than its own.
    """
    if server.network is None:
        return server.host.address, server.listen
    if server.network.is_lan and server.address:
        return server.address, server.listen
    if isinstance(client, Placed) and meets(client, server):
        return server.address or server.name, server.listen
    return server.host.address, server.port or server.listen
