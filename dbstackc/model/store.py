"""What holds rows: nodes in clusters, shards on them, and the tables that live there."""

from collections.abc import Mapping

from dbstackc.base.quantity import Range
from dbstackc.base.record import record
from dbstackc.model.partition.engine.contract import Partition, Value
from dbstackc.model.thing import Placed, Secret, Thing


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Node(Placed):
    """One MySQL process, or an arbiter of a Galera cluster.

    role: member (Galera), source or replica (replication), arbiter (votes, holds no data).
    index: its place in the cluster, from 0, in the order written.
    server_id: 1 to 2^32 - 1, unique in the topology; 0 for an arbiter.
    weight: Galera's pc.weight, 0 to 254.
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


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Cluster(Thing):
    """Nodes that replicate to each other; MyCat's dataHost.

    kind: galera (every node can write) or replication (one source).
    nodes: in the order written, arbiters last; of a replication cluster the source first.
    image: the image reference; flavour: pxc, mysql or mariadb; version: its numbers, as (8, 0, 43).
    user: the account that routers and applications use; account of `user_secret`.
    backup_user: the account that copies are taken with, on the node alone; account of `backup`.
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
    backup_user: str
    backup: Secret | None
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


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Shard(Thing):
    """A cluster and a database in it; MyCat's dataNode."""

    cluster: Cluster
    database: str


@record(frozen=True, slots=True, kw_only=True, eq=False)
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


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Schema(Thing):
    """A logical database as clients see it.

    fallback: the shard for tables that are not declared, or None.
    limit: rows added as LIMIT to a SELECT without one, or None.
    """

    shards: tuple[Shard, ...]
    tables: tuple[Table, ...]
    fallback: Shard | None
    limit: int | None
