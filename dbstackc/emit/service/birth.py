"""The one start of a Galera cluster that is not like all others."""

from functools import lru_cache

from dbstackc.emit import holes, layout
from dbstackc.emit.service.contract import ENGINES, INIT, SECRETS, Engine
from dbstackc.emit.service.spec import Birth, Mount, SecretFile
from dbstackc.model.thing import Secret
from dbstackc.model.topology import Cluster, Node


def birth(cluster: Cluster) -> Birth:
    """Return how the first member starts the one time that there is no cluster to join.

    Source: MySQL-wsrep and MariaDB, wsrep_new_cluster (it wins over wsrep_cluster_address).
    """
    if cluster.flavour != "pxc":
        return _birth(ENGINES[cluster.flavour], ("MYSQL_INITDB_SKIP_TZINFO",), (), ())
    root = "MYSQL_ALLOW_EMPTY_PASSWORD" if cluster.root else "MYSQL_RANDOM_ROOT_PASSWORD"
    told = [("MYSQL_ROOT_HOST", "localhost"), (root, "1")]
    given: list[Secret] = []
    if cluster.monitor:
        given.append(cluster.monitor)
        place = f"{SECRETS}/{cluster.monitor.name}"
        told += [("MONITOR_PASSWORD_FILE", place), ("CLUSTERCHECK_PASSWORD_FILE", place)]
    # 5.7's entrypoint hands this one to sed, and so to the log
    if cluster.sst and cluster.version >= (8,):
        given.append(cluster.sst)
        told.append(("XTRABACKUP_PASSWORD_FILE", f"{SECRETS}/{cluster.sst.name}"))
    return _birth(ENGINES["pxc"], ("CLUSTER_JOIN",), tuple(told), tuple(dict.fromkeys(given)))


@lru_cache(maxsize=64)
def _birth(
    engine: Engine,
    unset: tuple[str, ...],
    told: tuple[tuple[str, str], ...],
    given: tuple[Secret, ...],
) -> Birth:
    return Birth(
        entrypoint=engine.entrypoint,
        unset=unset,
        command=(engine.server, "--wsrep-new-cluster"),
        environment=dict(told),
        secrets=tuple(SecretFile(each, engine.secret_reader) for each in given),
    )


def init(cluster: Cluster, node: Node) -> Mount:
    """Return the mount of the SQL that the image runs when it initialises an empty data folder."""
    return Mount(
        layout.init_sql(cluster, node),
        f"{INIT}/{cluster.name}.sql",
        holes.init_sql(cluster),
        ENGINES[cluster.flavour].reader,
    )
