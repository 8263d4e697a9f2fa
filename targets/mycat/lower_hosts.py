"""Lower clusters to dataHosts: which node writes, which read, and how MyCat sees their state."""

from dataclasses import dataclass
from functools import lru_cache

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.emit.layout import hole
from dbstackc.emit.unsupported import unsupported
from dbstackc.emit.xml import Attributes, Comment, Element, Given
from dbstackc.model.topology import Cluster, Node, Router, reach

THRESHOLD = 30
"""Seconds that a replica may lag and still be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """How a cluster's nodes are watched and chosen.

    balance: where reads go; see `balance_of`. switch: when another node is written to.
    heartbeat: the statement that asks a node how it is; threshold: seconds of lag, -1 for any.
    orphans: whether replicas of a dead source are still read.
    """

    balance: int
    switch: int
    heartbeat: str
    threshold: int
    orphans: bool


def care(cluster: Cluster) -> Care:
    """Choose how MyCat watches a cluster.

    Galera: only with `switchType` 3 and this heartbeat is wsrep's state looked at at all.
    Replication: nothing promotes a replica, so there is one writeHost and nothing to switch to;
    `switchType` 2 is there for the lag, without which stale replicas are read. Where the server no
    longer knows the statement for it, the lag stays unseen, and any replica that answers is read.
    While the source is dead, no replica's lag is known: reads fail then, rather than go stale.

    Source: MyCat 1.6.7.4, MySQLDetector.onResult, PhysicalDBPool.checkSlaveSynStatus; MySQL 8.4
    release notes (SHOW SLAVE STATUS is gone).
    """
    reads = balance_of(cluster)
    return _care(cluster.kind == "galera", reads, is_lag_seen(cluster))


@lru_cache(maxsize=16)
def _care(galera: bool, reads: int, lag_seen: bool) -> Care:
    if galera:
        return Care(
            balance=reads,
            switch=3,
            heartbeat="show status like 'wsrep%'",
            threshold=-1,
            orphans=False,
        )
    if lag_seen:
        return Care(
            balance=reads,
            switch=2,
            heartbeat="show slave status",
            threshold=THRESHOLD,
            orphans=True,
        )
    return Care(balance=reads, switch=-1, heartbeat="select user()", threshold=-1, orphans=True)


def balance_of(cluster: Cluster) -> int:
    """Choose where reads go, outside transactions.

    0: the writer, where there is no other node. 1, Galera: the nodes that are not written to, and
    the writer if none of them is well; it keeps the writer free for writes, and what they show may
    trail a commit unless `wsrep_sync_wait` is set. 3, replication: the replicas that are well, and
    the source if none is.

    Source: MyCat 1.6.7.4, PhysicalDBPool.getRWBanlanceCon.
    """
    if len(cluster.nodes) < 2 or cluster.nodes[1].role == "arbiter":
        return 0
    return 1 if cluster.kind == "galera" else 3


def is_lag_seen(cluster: Cluster) -> bool:
    """Tell whether the servers still answer SHOW SLAVE STATUS."""
    return cluster.flavour == "mariadb" or cluster.version < (8, 4)


def pool(cluster: Cluster) -> tuple[int, int]:
    """Return the connections to each node, least and most.

    At least one for each database: they are spread over the databases when they are opened, and a
    node without any is never used. The most is not less than the least, or the start waits 60 s.

    Source: MyCat 1.6.7.4, PhysicalDBPool.initSource, PhysicalDBNode.getConnection.
    """
    least = max(1, cluster.pool.low, len(cluster.databases))
    return least, max(least, cluster.pool.high)


def lower_host(cluster: Cluster, router: Router) -> Element:
    """Return the dataHost of a cluster, as a router reaches it; every setting is spelled out."""
    chosen = care(cluster)
    least, most = pool(cluster)
    login: Attributes = (
        ("user", cluster.user),
        ("password", hole(cluster.user_secret) if cluster.user_secret else ""),
    )
    ends = [node for node in cluster.nodes if node.role != "arbiter"]
    if cluster.kind == "galera":
        sources = [_end("writeHost", node, router, login) for node in ends]
    else:
        replicas = [_end("readHost", node, router, login) for node in ends[1:]]
        sources = [_end("writeHost", ends[0], router, login, tuple(replicas))]
    here = cluster.origin()
    inside: list[Element | Comment | Given] = [
        *[Comment(line, here) for line in cluster.doc],
        Element("heartbeat", (), (), chosen.heartbeat, cluster.origin("kind")),
        *sources,
    ]
    settings = (("name", cluster.name), *_settings(least, most, chosen))
    return Element("dataHost", settings, tuple(inside), None, here)


@lru_cache(maxsize=256)
def _settings(least: int, most: int, chosen: Care) -> Attributes:
    return (
        ("maxCon", str(most)),
        ("minCon", str(least)),
        ("balance", str(chosen.balance)),
        ("writeType", "0"),
        ("switchType", str(chosen.switch)),
        ("slaveThreshold", str(chosen.threshold)),
        ("tempReadHostAvailable", "1" if chosen.orphans else "0"),
        ("maxRetryCount", "3"),
        ("dbType", "mysql"),
        ("dbDriver", "native"),
    )


def _end(
    kind: str,
    node: Node,
    router: Router,
    login: Attributes,
    inside: tuple[Element, ...] = (),
) -> Element:
    address, port = reach(router, node)
    origin = node.origin("host")
    url = f"{address}:{port}"
    return Element(kind, (("host", node.name), ("url", url), *login), inside, None, origin)


def judge_host(cluster: Cluster, router: Router, report: Report) -> None:
    """Report what MyCat cannot do with a cluster, or does worse than one may think.

    Reports: cannot-express, mycat/lag-unseen, mycat/pool-too-small.
    """
    for node in cluster.nodes:
        known = node.host.address + (node.address or "")
        if ":" in known and node.role != "arbiter" and ":" in reach(router, node)[0]:
            unsupported(
                report,
                "MyCat",
                node,
                f"reach `{node.name}` at an IPv6 address",
                "its url is cut at the first colon, and the rest is read as the port",
                "give the host an IPv4 address or a name",
                field="host",
            )
    if cluster.flavour != "mariadb" and cluster.version >= (9,):
        unsupported(
            report,
            "MyCat",
            cluster,
            f"log in to `{cluster.name}`",
            "it knows mysql_native_password only, and MySQL 9 has it no more",
            "use an image of MySQL 8.4 or older",
            field="image",
        )
    if cluster.kind == "replication" and len(cluster.nodes) > 1 and not is_lag_seen(cluster):
        report.say(
            Level.ADVICE,
            "mycat/lag-unseen",
            f"MyCat reads the replicas of `{cluster.name}` however stale they are",
            at=cluster.origin("image"),
            note="it asks for the lag with SHOW SLAVE STATUS, which MySQL 8.4 no longer knows",
            help="read through a balancer that checks the replicas, or use MySQL 8.0 or MariaDB",
        )
    least, most = pool(cluster)
    if most > cluster.pool.high:
        report.say(
            Level.WARNING,
            "mycat/pool-too-small",
            f"`{cluster.name}` holds {len(cluster.databases)} databases, and its pool"
            f" {cluster.pool.high} connections",
            at=cluster.origin("pool"),
            note=f"the router opens one for each database, so {least} were taken",
            help=f"let the pool end at {least} or more",
        )
