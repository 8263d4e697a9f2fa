"""The containers of a cluster: its nodes and its arbiters."""

from collections.abc import Iterator
from shlex import quote

from dbstackc.emit import holes, layout
from dbstackc.emit.galera import peers
from dbstackc.emit.service.contract import DATA, ENGINES, INIT, SECRETS, arbiter_image
from dbstackc.emit.service.spec import (
    Health,
    Mount,
    Origins,
    SecretFile,
    Service,
    Start,
    Volume,
)
from dbstackc.model.thing import Secret
from dbstackc.model.topology import Cluster, Node

GRACE = 120
"""Seconds that InnoDB gets to write its pages before Docker kills it; 10 by default."""

READY = "SHOW GLOBAL STATUS LIKE 'wsrep_ready'"
"""ON while a node is in the primary component and answers, as a donor too.

Source: Galera manual, "Monitoring the cluster", wsrep_ready.
"""

Block = tuple[dict[str, str], tuple[SecretFile, ...]]
"""Environment and secrets."""


def database_services(cluster: Cluster, labels: dict[str, str]) -> Iterator[Service]:
    """Yield the containers of a cluster, in the order of its nodes.

    What nodes have in common is one object, which is how a printer knows to print it once.
    """
    engine = ENGINES[cluster.flavour]
    filled = holes.option_file(cluster)
    env, secrets = _base(cluster)
    by_role = {
        role: {**labels, "dbstackc.cluster": cluster.name, "dbstackc.role": role}
        for role in ("member", "source", "replica", "arbiter")
    }
    checks: dict[int, Health] = {}
    joins: dict[tuple[str, ...], Block] = {}
    lines = Origins(
        image=cluster.origin("image"),
        memory=cluster.origin("memory"),
        network=cluster.origin("network"),
        ports=cluster.span,
        check=cluster.origin("check_user"),
    )
    spans: dict[int, Origins] = {}
    first = cluster.nodes[0].host
    for node in cluster.nodes:
        port = node.origin("port")
        if (where := spans.get(id(port))) is None:
            where = Origins(lines.image, lines.memory, node.origin("network"), port, lines.check)
            spans[id(port)] = where
        if node.role == "arbiter":
            yield arbiter(cluster, node, by_role["arbiter"], where)
            continue
        if (health := checks.get(node.listen)) is None:
            health = checks[node.listen] = _health(cluster, node.listen)
        if cluster.kind == "galera":
            around = peers(cluster, node)
            if (block := joins.get(around)) is None:
                block = joins[around] = _joining(cluster, around, env, secrets)
        else:
            block = _following(cluster, node, env, secrets)
        mounts: tuple[Mount, ...] = (
            Mount(layout.option_file(node), engine.options, filled, engine.reader),
        )
        if node.role == "source":
            mounts += (_init(cluster, node),)
        yield Service(
            name=node.name,
            role=node.role,
            thing=node,
            host=node.host,
            image=cluster.image,
            environment=block[0],
            secrets=block[1],
            mounts=mounts,
            volumes=(Volume(node.volume, DATA),),
            ports=() if node.network is None or node.port is None else ((node.port, node.listen),),
            network=node.network,
            address=node.address,
            hosts=_hosts(cluster, node),
            health=health,
            memory=cluster.memory,
            grace=GRACE,
            after=(cluster.nodes[0].name,) if node.role == "replica" and node.host is first else (),
            labels=by_role[node.role],
            first=_birth(cluster, node) if cluster.kind == "galera" and not node.index else None,
            lines=where,
        )


def arbiter(cluster: Cluster, node: Node, labels: dict[str, str], lines: Origins) -> Service:
    """Return the container of an arbiter: garbd votes and keeps nothing.

    Source: garbd(8), Galera 26.4; Galera manual, "Galera parameters".
    """
    return Service(
        name=node.name,
        role="arbiter",
        thing=node,
        host=node.host,
        image=arbiter_image(cluster),
        entrypoint=("garbd",),
        command=(
            *("--name", node.name),
            *("--group", cluster.name),
            *("--address", f"gcomm://{','.join(peers(cluster, node))}"),
            *(
                "--options",
                f"gmcast.listen_addr=tcp://0.0.0.0:{node.gcomm};pc.weight={node.weight}",
            ),
        ),
        environment={},
        network=node.network,
        address=node.address,
        workdir="/tmp",
        labels=labels,
        lines=lines,
    )


def _base(cluster: Cluster) -> Block:
    """Return what every node of a cluster is told.

    Root logs in on the node alone: nothing of ours uses it from elsewhere. PXC is told no password
    at all, since its entrypoint traces its commands into the log; the first start's SQL sets it.
    """
    if cluster.flavour == "pxc":
        return {"CLUSTER_NAME": cluster.name, "PERCONA_TELEMETRY_DISABLE": "1"}, ()
    env = {"MYSQL_ROOT_HOST": "localhost"}
    if cluster.root is None:
        return {**env, "MYSQL_RANDOM_ROOT_PASSWORD": "1"}, ()
    reader = ENGINES[cluster.flavour].secret_reader
    return (
        {**env, "MYSQL_ROOT_PASSWORD_FILE": f"{SECRETS}/{cluster.root.name}"},
        (SecretFile(cluster.root, reader),),
    )


def _joining(
    cluster: Cluster, around: tuple[str, ...], env: dict[str, str], secrets: tuple[SecretFile, ...]
) -> Block:
    """Return what a member is told, always: to join, and never to make a cluster of its own.

    With CLUSTER_JOIN a node of PXC leaves an empty data folder to the state transfer. MariaDB's
    entrypoint fills it first, and the transfer replaces it: the shorter that takes, the better.
    """
    if cluster.flavour == "pxc":
        return {**env, "CLUSTER_JOIN": ",".join(around)}, secrets
    return {**env, "MYSQL_INITDB_SKIP_TZINFO": "1"}, secrets


def _following(
    cluster: Cluster, node: Node, env: dict[str, str], secrets: tuple[SecretFile, ...]
) -> Block:
    """Return what a node of a replication cluster is told.

    Time zones reach a replica from its source. Loading them there too would be a transaction of its
    own, which no other node has.
    """
    if node.role == "source":
        return env, secrets
    return {**env, "MYSQL_INITDB_SKIP_TZINFO": "1"}, secrets


def _birth(cluster: Cluster, node: Node) -> Start:
    """Return how the first member starts the one time that there is no cluster to join."""
    engine = ENGINES[cluster.flavour]
    env: dict[str, str] = {}
    given: list[Secret] = []
    if cluster.flavour == "pxc":
        env = {"CLUSTER_JOIN": "", "MYSQL_ROOT_HOST": "localhost"}
        env["MYSQL_ALLOW_EMPTY_PASSWORD" if cluster.root else "MYSQL_RANDOM_ROOT_PASSWORD"] = "1"
        if cluster.monitor:
            given.append(cluster.monitor)
            env["MONITOR_PASSWORD_FILE"] = f"{SECRETS}/{cluster.monitor.name}"
            env["CLUSTERCHECK_PASSWORD_FILE"] = f"{SECRETS}/{cluster.monitor.name}"
        # 5.7's entrypoint hands this one to sed, and so to the log
        if cluster.sst and cluster.version >= (8,):
            given.append(cluster.sst)
            env["XTRABACKUP_PASSWORD_FILE"] = f"{SECRETS}/{cluster.sst.name}"
    else:
        env["MYSQL_INITDB_SKIP_TZINFO"] = ""
    return Start(
        command=(engine.server, "--wsrep-new-cluster"),
        environment=env,
        secrets=tuple(SecretFile(each, engine.secret_reader) for each in dict.fromkeys(given)),
        mounts=(_init(cluster, node),),
    )


def _init(cluster: Cluster, node: Node) -> Mount:
    return Mount(
        layout.init_sql(cluster, node),
        f"{INIT}/{cluster.name}.sql",
        holes.init_sql(cluster),
        ENGINES[cluster.flavour].reader,
    )


def _hosts(cluster: Cluster, node: Node) -> tuple[str, ...]:
    """Return what the container must resolve.

    PXC's entrypoint ends when `hostname -f` fails, and in the host's own network nobody else knows
    the container's name.
    """
    if cluster.flavour == "pxc" and node.network is None:
        return (f"{node.name}:{node.host.address}",)
    return ()


def _health(cluster: Cluster, port: int) -> Health:
    """Return a check by TCP: the server that initialises an empty folder opens its socket only."""
    user = quote(cluster.check_user)
    ask = f"{ENGINES[cluster.flavour].client} -h 127.0.0.1 -P {port} -u {user} -N -e"
    if cluster.kind == "galera":
        return Health(("CMD-SHELL", f'{ask} "{READY}" | grep -qw ON'))
    return Health(("CMD-SHELL", f'{ask} "SELECT 1" | grep -qw 1'))
