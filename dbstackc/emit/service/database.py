"""The containers of a cluster: its nodes and its arbiters."""

from collections.abc import Iterator

from dbstackc.emit import holes, layout
from dbstackc.emit.galera import FAST, peers, point_of_view
from dbstackc.emit.service.birth import birth, init
from dbstackc.emit.service.contract import DATA, ENGINES, SECRETS, arbiter_image
from dbstackc.emit.service.health import database_health
from dbstackc.emit.service.resume import resume
from dbstackc.emit.service.spec import Birth, Mount, Origins, Recipe, SecretFile, Service, Volume
from dbstackc.model.topology import Cluster, Node

GRACE = 120
"""Seconds that InnoDB gets to write its pages before Docker kills it; 10 by default."""


def database_services(cluster: Cluster, labels: dict[str, str]) -> Iterator[Service]:
    """Yield the containers of a cluster, in the order of its nodes."""
    engine = ENGINES[cluster.flavour]
    filled = holes.option_file(cluster)
    image, memory = cluster.origin("image"), cluster.origin("memory")
    network, check = cluster.origin("network"), cluster.origin("check")
    recipes: dict[tuple[object, ...], Recipe] = {}
    source = cluster.nodes[0]
    for node in cluster.nodes:
        lines = Origins(node.span, image, memory, network, node.origin("port"), check)
        if node.role == "arbiter":
            yield _arbiter(cluster, node, labels, lines)
            continue
        key = (node.role, node.listen, point_of_view(node))
        if (recipe := recipes.get(key)) is None:
            recipe = recipes[key] = _recipe(cluster, node, labels)
        mounts: tuple[Mount, ...] = (
            Mount(layout.option_file(node), engine.options, filled, engine.reader),
        )
        born: Birth | None = None
        after: tuple[str, ...] = ()
        if node.role == "source":
            mounts += (init(cluster, node),)
        elif node.role == "replica":
            after = (source.name,) if node.host is source.host else ()
        elif node is source:
            born = birth(cluster)
        yield Service(
            name=node.name,
            recipe=recipe,
            thing=node,
            host=node.host,
            lines=lines,
            mounts=mounts,
            volumes=(Volume(node.volume, DATA),),
            ports=((node.port, node.listen),) if node.network and node.port else (),
            network=node.network,
            address=node.address,
            hosts=_hosts(cluster, node),
            after=after,
            birth=born,
            born_with=(init(cluster, node),) if born else (),
        )


def _recipe(cluster: Cluster, node: Node, labels: dict[str, str]) -> Recipe:
    environment, secrets = _told(cluster, node)
    return Recipe(
        role=node.role,
        image=cluster.image,
        command=resume(cluster),
        environment=environment,
        secrets=secrets,
        health=database_health(cluster, node.listen),
        memory=cluster.memory,
        grace=GRACE,
        labels={**labels, "dbstackc.cluster": cluster.name, "dbstackc.role": node.role},
    )


def _arbiter(cluster: Cluster, node: Node, labels: dict[str, str], lines: Origins) -> Service:
    """Return the container of an arbiter: garbd votes and keeps nothing.

    Source: garbd(8), Galera 26.4; Galera manual, "Galera parameters".
    """
    listen = f"gmcast.listen_addr=tcp://0.0.0.0:{node.gcomm}"
    timing = f"; {FAST}" if cluster.failover == "fast" else ""
    command = (
        *("--name", node.name),
        *("--group", cluster.name),
        *("--address", f"gcomm://{','.join(peers(cluster, node))}"),
        *("--options", f"{listen}; pc.weight={node.weight}{timing}"),
    )
    return Service(
        name=node.name,
        recipe=Recipe(
            role="arbiter",
            image=arbiter_image(cluster),
            entrypoint=("garbd",),
            command=command,
            environment={},
            workdir="/tmp",
            labels={**labels, "dbstackc.cluster": cluster.name, "dbstackc.role": "arbiter"},
        ),
        thing=node,
        host=node.host,
        lines=lines,
        network=node.network,
        address=node.address,
    )


def _told(cluster: Cluster, node: Node) -> tuple[dict[str, str], tuple[SecretFile, ...]]:
    """Return a node's environment and secrets.

    Root logs in on the node alone: nothing of ours uses it from elsewhere. PXC is told no password
    at all, since its entrypoint traces its commands into the log; the first start's SQL sets it.

    A member is always told to join, never to make a cluster of its own: with CLUSTER_JOIN a node of
    PXC leaves an empty data folder to the state transfer. MariaDB's entrypoint fills it first, and
    the transfer replaces it, so it leaves out what takes long.

    MySQL's image writes time zones to the binary log: they reach a replica from its source, and
    loaded there too they would be a transaction that no other node has. MariaDB's does not.
    """
    if cluster.flavour == "pxc":
        return {
            "CLUSTER_NAME": cluster.name,
            "CLUSTER_JOIN": ",".join(peers(cluster, node)),
            "PERCONA_TELEMETRY_DISABLE": "1",
        }, ()
    told = {"MYSQL_ROOT_HOST": "localhost"}
    secrets: tuple[SecretFile, ...] = ()
    if cluster.root is None:
        told["MYSQL_RANDOM_ROOT_PASSWORD"] = "1"
    else:
        told["MYSQL_ROOT_PASSWORD_FILE"] = f"{SECRETS}/{cluster.root.name}"
        secrets = (SecretFile(cluster.root, ENGINES[cluster.flavour].secret_reader),)
    if node.role == "member" or (node.role == "replica" and cluster.flavour == "mysql"):
        told["MYSQL_INITDB_SKIP_TZINFO"] = "1"
    return told, secrets


def _hosts(cluster: Cluster, node: Node) -> tuple[str, ...]:
    """Return what the container must resolve.

    PXC's entrypoint ends when `hostname -f` fails, and in the host's own network nobody else knows
    the container's name.
    """
    if cluster.flavour == "pxc" and node.network is None:
        return (f"{node.name}:{node.host.address}",)
    return ()
