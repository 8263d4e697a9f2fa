"""The whole model and its nouns: clusters, nodes, shards, schemas, routers, balancers, vips."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from dbstackc.base.quantity import Range
from dbstackc.model.partition.engine.contract import Partition, Value
from dbstackc.model.thing import External, Host, Network, Placed, Secret, Thing


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node(Placed):
    """One MySQL process, or an arbiter of a Galera cluster.

    role: member (Galera), source or replica (replication), arbiter (votes, holds no data).
    index: its place in the cluster, from 0, in the order written.
    server_id: 1 to 2^32 - 1, unique in the topology; 0 for an arbiter.
    weight: Galera's pc.weight, 0 to 255.
    gcomm, ist, sst: the ports of Galera's group, of incremental and of full state transfer.
    volume: the name of its data volume.
    """

    cluster: str
    role: str
    index: int
    server_id: int
    weight: int
    gcomm: int
    ist: int
    sst: int
    volume: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cluster(Thing):
    """Nodes that replicate to each other; MyCat's dataHost.

    kind: galera (every node can write) or replication (one source).
    nodes: in the order written, arbiters last; of a replication cluster the source first.
    image: the image reference; flavour: pxc, mysql or mariadb; version: its numbers, as (8, 0, 43).
    user: the account that routers and applications use; account of `user_secret`.
    check_user: the account, without password, that balancers log in with.
    pool: connections that each router keeps, least and most, to each node.
    connections: max_connections of each node.
    memory: bytes a node may use; durable: whether every commit is on disk before it is
        acknowledged.
    failover: "default" or "fast" (tuned timeouts, for one LAN).
    databases: those that shards put on it, in order.
    verbatim: lines for the option file, unread.
    """

    kind: str
    nodes: tuple[Node, ...]
    image: str
    flavour: str
    version: tuple[int, ...]
    root: Secret | None
    sst: Secret | None
    replication_user: str
    replication: Secret | None
    user: str
    user_secret: Secret | None
    check_user: str
    monitor_user: str
    monitor: Secret | None
    pool: Range
    connections: int
    memory: int
    durable: bool
    failover: str
    gcache: int
    databases: tuple[str, ...]
    verbatim: tuple[str, ...]

    @property
    def data_nodes(self) -> tuple[Node, ...]:
        """The nodes that hold data: all but arbiters."""
        return tuple(n for n in self.nodes if n.role != "arbiter")

    @property
    def writer(self) -> Node:
        """The node that takes the writes while nothing has failed."""
        return self.nodes[0]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shard(Thing):
    """A cluster and a database in it; MyCat's dataNode."""

    cluster: Cluster
    database: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table(Thing):
    """A logical table.

    shards: where its rows live, in the order that the partition counts them.
    kind: copy (all rows on every shard), single (one shard), partition (by `method` of `column`),
        child (with its parent's row).
    options: what the partition's block says, by option name; partition: the configured function.
    column: the sharding column; of a child, the column that joins it to its parent.
    parent_column: of a child, the column of the parent that it refers to.
    primary: the primary key, or None; auto: whether the router numbers it.
    """

    shards: tuple[Shard, ...]
    kind: str
    method: str | None
    column: str | None
    options: Mapping[str, Value]
    parent: str | None
    parent_column: str | None
    primary: str | None
    auto: bool
    children: "tuple[Table, ...]"
    partition: Partition | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Schema(Thing):
    """A logical database as clients see it.

    fallback: the shard for tables that are not declared, or None.
    limit: rows added as LIMIT to a SELECT without one, or None.
    """

    shards: tuple[Shard, ...]
    tables: tuple[Table, ...]
    fallback: Shard | None
    limit: int | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class User(Thing):
    """Who may log in to a router; schemas in the order written, the first is the default one."""

    secret: Secret
    schemas: tuple[Schema, ...]
    readonly: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Server(Thing):
    """One line of a pool: what it leads to, and how much."""

    target: Node | Router | External
    weight: int
    backup: bool
    maxconn: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stats(Thing):
    """The status page of a balancer; `secret` None means no login."""

    path: str
    port: int
    user: str
    secret: Secret | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deployment(Thing):
    """Which engine carries the stack.

    engine: compose (Docker on each host) or swarm. managers: hosts of a swarm that manage it.
    """

    engine: str
    managers: tuple[Host, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
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

    @property
    def nodes(self) -> Iterator[Node]:
        """Every node, cluster by cluster."""
        for cluster in self.clusters:
            yield from cluster.nodes

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
    def nodes_on(self) -> Mapping[str, tuple[Node, ...]]:
        """The nodes of each host, by the host's name; every host has an entry."""
        found: dict[str, list[Node]] = {host.name: [] for host in self.hosts}
        for node in self.nodes:
            found[node.host.name].append(node)
        return {name: tuple(nodes) for name, nodes in found.items()}


def reach(client: Placed | Host, server: Placed) -> tuple[str, int]:
    """Return the address and the port by which a client finds a server.

    In a network that both share it is the server's own address, or its name where Docker chooses
    the address; elsewhere it is the host's address and the published port (the inner port where
    nothing is published, which the rules report).
    """
    if server.network is None:
        return server.host.address, server.listen
    if isinstance(client, Placed) and client.network is server.network:
        shared = server.network.driver != "bridge" or client.host is server.host
        if shared:
            return server.address or server.name, server.listen
    return server.host.address, server.port or server.listen
