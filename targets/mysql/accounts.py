"""The SQL that a cluster's first start runs: databases, and accounts with the least they need."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from dbstackc.base.span import Span
from dbstackc.emit import holes, layout
from dbstackc.emit.document import Document
from dbstackc.emit.router_sequence import sequence_sql, sequences
from dbstackc.emit.trace import Lines
from dbstackc.model.thing import Secret
from dbstackc.model.topology import Cluster, Shard, Topology

from .checks import check_connections
from .flavour import is_native
from .options import COLLATION, Piece

ROWS = (
    "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, "
    "CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW"
)
"""What routers and applications may do in the databases of their shards, and nowhere else."""

FUNCTION = "CREATE FUNCTION"


def first_start(topology: Topology, cluster: Cluster) -> Document:
    """Return the SQL of a cluster's first start.

    It runs on one node, and reaches the others by state transfer or by the binary log. Running it
    again changes nothing but passwords.

    Source: docker-library/mysql 8.4, percona-docker 8.0 and mariadb-docker, entrypoints (files in
    docker-entrypoint-initdb.d run on an empty data folder, with the binary log on).
    """
    lines = Lines()
    head = f"-- {cluster.name}: databases and accounts. Run once, where its data begins."
    lines.add(f"{head}\nSET NAMES utf8mb4;", cluster.span)
    for name in cluster.databases:
        lines.add(
            f"CREATE DATABASE IF NOT EXISTS {identifier(name)} "
            f"CHARACTER SET utf8mb4 COLLATE {COLLATION};",
            cluster.origin("databases"),
        )
    _check(lines, topology, cluster)
    _application(lines, cluster)
    _replication(lines, cluster)
    _monitor(lines, cluster)
    _copier(lines, topology, cluster)
    for text, span in _sequences(topology, cluster):
        lines.add(text, span)
    _transfer(lines, cluster)
    _root(lines, cluster)
    return Document(
        path=layout.init_sql(cluster, cluster.writer),
        lines=lines,
        escape="sql" if holes.init_sql(cluster) else "",
        title=f"databases and accounts of {cluster.name}",
    )


def identifier(name: str) -> str:
    """Quote a name for SQL."""
    return "`" + name.replace("`", "``") + "`"


def literal(text: str) -> str:
    """Quote a text for SQL, as it is read with backslash escapes."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def granted(database: str) -> str:
    r"""Quote a database's name for GRANT, where `_` and `%` stand for any character.

    Source: MySQL 8.4 manual, "GRANT statement", "Database privileges".
    """
    return identifier(database.replace("_", r"\_").replace("%", r"\%")) + ".*"


def _account(lines: Lines, name: str, how: str, span: Span) -> str:
    """Make an account, or give an old one its password, and return its name."""
    who = f"{literal(name)}@'%'"
    lines.add(f"CREATE USER IF NOT EXISTS {who} {how};\nALTER USER {who} {how};", span)
    return who


def _by(cluster: Cluster, secret: Secret) -> str:
    """Return the clause with a password that MyCat can log in by, where the server has it.

    MariaDB, whose default it is, passes over the comment, and so does MySQL 5.7.

    Source: MariaDB manual, "Comment syntax" (numbers from 50700 to 99999 are MySQL's alone).
    """
    plugin = "/*!80000 WITH mysql_native_password */ "
    kept = cluster.flavour != "mariadb" and is_native(cluster) and cluster.version >= (8,)
    return f"IDENTIFIED {plugin if kept else ''}BY '{layout.hole(secret)}'"


def _check(lines: Lines, topology: Topology, cluster: Cluster) -> None:
    """Make the account that balancers and health checks log in with, which may only connect.

    It has no password, so the number of its connections is bounded: nobody fills max_connections
    with it.
    """
    most = check_connections(topology)[cluster.name]
    plugin = (
        "IDENTIFIED WITH mysql_native_password"
        if is_native(cluster)
        else "IDENTIFIED /*!90000 WITH caching_sha2_password */ BY ''"
    )
    how = f"{plugin} WITH MAX_USER_CONNECTIONS {most}"
    lines.add("\n-- balancers and health checks: may connect, no more")
    _account(lines, cluster.check_user, how, cluster.origin("check_user"))


def _application(lines: Lines, cluster: Cluster) -> None:
    """Make the account of routers and applications.

    On a replication cluster routers ask a node how far it lags.

    Source: MySQL 8.4 manual, SHOW REPLICA STATUS; MariaDB manual, SLAVE MONITOR (10.5.9).
    """
    if cluster.user_secret is None:
        return
    span = cluster.origin("user")
    lines.add("\n-- routers and applications: these databases alone", span)
    who = _account(lines, cluster.user, _by(cluster, cluster.user_secret), span)
    for name in cluster.databases:
        lines.add(f"GRANT {ROWS} ON {granted(name)} TO {who};", span)
    if cluster.kind == "replication":
        lines.add(f"GRANT {_STATUS} ON *.* TO {who};", span)


_STATUS = "REPLICATION CLIENT /*M!100509 , SLAVE MONITOR */"


def _replication(lines: Lines, cluster: Cluster) -> None:
    if cluster.kind != "replication" or cluster.replication is None:
        return
    span = cluster.origin("follow")
    lines.add("\n-- replicas", span)
    how = f"IDENTIFIED BY '{layout.hole(cluster.replication)}'"
    who = _account(lines, cluster.replication_user, how, span)
    lines.add(f"GRANT REPLICATION SLAVE ON *.* TO {who};", span)


def _monitor(lines: Lines, cluster: Cluster) -> None:
    """Make the account of monitoring: it sees what the server does, and no row of a table.

    Source: prometheus/mysqld_exporter, README, "Required grants", without SELECT on tables.
    """
    if cluster.monitor is None:
        return
    span = cluster.origin("monitor")
    lines.add("\n-- monitoring", span)
    how = f"IDENTIFIED BY '{layout.hole(cluster.monitor)}' WITH MAX_USER_CONNECTIONS 5"
    who = _account(lines, cluster.monitor_user, how, span)
    lines.add(
        f"GRANT PROCESS, {_STATUS} ON *.* TO {who};\n"
        f"GRANT SELECT ON performance_schema.* TO {who};",
        span,
    )


def _copier(lines: Lines, topology: Topology, cluster: Cluster) -> None:
    """Make the account that copies are taken with, on the node itself and nowhere else.

    Who lets a member fall behind its group sets wsrep_desync, and no lesser right allows that.

    Source: MariaDB 10.11.19, each right taken away in turn (RELOAD and PROCESS are missed, LOCK
    TABLES is not; SUPER for wsrep_desync); XtraBackup 8.0 manual, "Connection and privileges
    needed"; MySQL 8.4 manual, "mysqldump".
    """
    backup = next((each for each in topology.backups if each.cluster is cluster), None)
    if backup is None:
        return
    span = backup.origin("secret")
    who = f"{literal(backup.account)}@'localhost'"
    how = f"IDENTIFIED BY '{layout.hole(backup.secret)}'"
    lines.add("\n-- copies, taken on the node itself", span)
    lines.add(f"CREATE USER IF NOT EXISTS {who} {how};\nALTER USER {who} {how};", span)
    new = cluster.flavour != "mariadb" and cluster.version >= (8,)
    rights = (
        "SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES" if backup.is_dump else "RELOAD, PROCESS"
    )
    if backup.is_dump and new:
        rights += " /*!80020 , SHOW_ROUTINE */"
    if cluster.flavour == "pxc":
        rights += f", LOCK TABLES, REPLICATION CLIENT{' /*!80000 , BACKUP_ADMIN */' if new else ''}"
    if cluster.kind == "replication":
        rights += f", {_STATUS}"
    else:
        rights += (
            " /*!80000 , SYSTEM_VARIABLES_ADMIN */ /*M!100100 , SUPER */" if new else ", SUPER"
        )
    lines.add(f"GRANT {rights} ON *.* TO {who};", span)
    if cluster.flavour == "pxc":
        for number, table in ((80000, "log_status"), (80024, "keyring_component_status")):
            lines.add(f"/*!{number} GRANT SELECT ON performance_schema.{table} TO {who} */;", span)


def _transfer(lines: Lines, cluster: Cluster) -> None:
    """Make the account that copies a donor; from 8.0 on PXC makes one of its own.

    Source: MariaDB manual, "mariadb-backup SST method", "Authentication and privileges"; PXC 5.7
    manual, "Percona XtraBackup SST".
    """
    if cluster.kind != "galera" or (cluster.flavour != "mariadb" and cluster.version >= (8,)):
        return
    if cluster.flavour == "pxc" and cluster.sst is None:
        return
    span = cluster.origin("sst")
    grants = "RELOAD, PROCESS, LOCK TABLES, REPLICATION CLIENT"
    if cluster.sst is None:
        who, how = "'mysql'@'localhost'", "IDENTIFIED VIA unix_socket"
    else:
        who = "'sst'@'localhost'" if cluster.flavour == "mariadb" else "'xtrabackup'@'localhost'"
        how = f"IDENTIFIED BY '{layout.hole(cluster.sst)}'"
    lines.add(
        "\n-- state transfer, on the donor itself\n"
        f"CREATE USER IF NOT EXISTS {who} {how};\n"
        f"ALTER USER {who} {how};\n"
        f"GRANT {grants} ON *.* TO {who};",
        span,
    )


def _root(lines: Lines, cluster: Cluster) -> None:
    """Give root its password where the image is not told it: PXC's would log it.

    Source: percona-docker 8.0, entrypoint (set -o xtrace).
    """
    if cluster.flavour != "pxc" or cluster.root is None:
        return
    lines.add(
        "\n-- from here on root has a password\n"
        f"ALTER USER 'root'@'localhost' IDENTIFIED BY '{layout.hole(cluster.root)}';",
        cluster.origin("root"),
    )


def _sequences(topology: Topology, cluster: Cluster) -> Iterator[Piece]:
    """Yield the tables and functions that number rows, for the shards of a cluster."""
    for shard in _numbering(topology).get(cluster.name, ()):
        yield f"\n-- numbers of rows\nUSE {identifier(shard.database)};", shard.span
        for statement in sequence_sql(topology, shard):
            if statement.startswith(FUNCTION):
                yield f"DELIMITER //\n{statement} //\nDELIMITER ;", shard.span
            else:
                yield f"{statement};", shard.span


@lru_cache(maxsize=4)
def _numbering(topology: Topology) -> Mapping[str, tuple[Shard, ...]]:
    """Return the shards that number rows, by the name of their cluster, in the order declared."""
    found: dict[str, dict[Shard, None]] = {}
    for sequence in sequences(topology):
        if sequence_sql(topology, sequence.shard):
            found.setdefault(sequence.shard.cluster.name, {})[sequence.shard] = None
    return {name: tuple(shards) for name, shards in found.items()}
