"""The option file of each node that holds data."""

from collections.abc import Iterator

from dbstackc.base.span import Span
from dbstackc.emit import holes, layout
from dbstackc.emit.document import Document
from dbstackc.emit.galera import FAST, point_of_view
from dbstackc.emit.trace import Lines
from dbstackc.model.topology import Cluster
from dbstackc.model.verbatim import placed

from .flavour import own_group, silence
from .galera import group_address, member_options, own_options
from .memory import pool_size, readable

COLLATION = "utf8mb4_unicode_ci"
"""Every flavour has it, and its number fits a byte, which is what MyCat's greeting has room for.

Source: MySQL and MariaDB, information_schema.collations (224).
"""

Piece = tuple[str, Span]
"""Some lines and the words that caused them."""

READ_ONLY = "# super_read_only is set by the SQL that makes it follow\nread_only = ON"
"""Here super_read_only would forbid the image to give root its password.

Source: docker-library/mysql 8.4, entrypoint (the temporary server reads this file too);
percona/percona-server-mysql-operator#78.
"""


def option_files(cluster: Cluster) -> Iterator[Document]:
    """Yield the option file of each node of a cluster, in the order of the nodes."""
    alike = Lines()
    for text, span in (*_shared(cluster), *_own(cluster), *_verbatim(cluster)):
        alike.add(text, span)
    escape = "option" if holes.option_file(cluster) else ""
    timing = f"; {FAST}" if cluster.failover == "fast" else ""
    groups: dict[tuple[str, str], str] = {}
    for node in cluster.data_nodes:
        lines = Lines()
        head = f"# {node.name}, {node.role} of {cluster.name}, on {node.host.name}\n[mysqld]"
        lines.add(f"{head}\nserver_id = {node.server_id}", node.span)
        lines.add(f"port = {node.listen}", node.origin("port"))
        if cluster.kind == "galera":
            key = point_of_view(node)
            if key not in groups:
                groups[key] = f"wsrep_cluster_address = {group_address(cluster, node)}"
            lines.add(groups[key], cluster.span)
            lines.add(member_options(node, timing, cluster.gcache), node.span)
        elif node.role == "replica":
            lines.add("read_only = ON" if cluster.flavour == "mariadb" else READ_ONLY, node.span)
        lines.extend(alike)
        yield Document(
            path=layout.option_file(node),
            lines=lines,
            escape=escape,
            title=f"option file of {node.name}",
        )


def _shared(cluster: Cluster) -> list[Piece]:
    """Return what every flavour understands and every node of a cluster has.

    Source: MySQL 8.4 manual, "Server system variables", "Binary logging options", "Identifier case
    sensitivity" (lower_case_table_names; fixed once a data folder is made, and MyCat sends DDL in
    upper case, so it is the same in every topology, with and without routers).
    """
    durable = cluster.origin("durable")
    pieces = [
        (
            "bind_address = *\n"
            "skip_name_resolve = ON\n"
            "lower_case_table_names = 1\n"
            "character_set_server = utf8mb4\n"
            f"collation_server = {COLLATION}\n"
            "default_storage_engine = InnoDB\n"
            f"log_bin = binlog{_rows(cluster)}",
            cluster.span,
        ),
        (f"max_connections = {cluster.connections}", cluster.origin("connections")),
        (
            f"# of {readable(cluster.memory)}\n"
            f"innodb_buffer_pool_size = {readable(pool_size(cluster.memory))}",
            cluster.origin("memory"),
        ),
        (
            "# every commit is on disk before it is acknowledged\n"
            "innodb_flush_log_at_trx_commit = 1\n"
            "sync_binlog = 1"
            if cluster.durable
            else "# up to a second of commits is lost when all nodes lose power at once\n"
            "innodb_flush_log_at_trx_commit = 2\n"
            "sync_binlog = 0",
            durable,
        ),
    ]
    if cluster.kind == "galera":
        name = f"wsrep_cluster_name = {cluster.name}\ninnodb_autoinc_lock_mode = 2"
        pieces.append((name, cluster.span))
    else:
        pieces.append(("relay_log = relay\nrelay_log_recovery = ON", cluster.span))
    return pieces


def _rows(cluster: Cluster) -> str:
    """Return the line that logs rows; empty where that is the default, and the word warned of.

    Galera's members say it all the same, since they can do nothing else.

    Source: MySQL 8.0 manual, "Binary logging options" (binlog_format: ROW since 5.7.7, deprecated
    as of 8.0.34); MariaDB manual, "Binary Log Formats" (MIXED since 10.2.4).
    """
    is_default = cluster.flavour == "mysql" and cluster.version >= (8, 0, 34)
    return "" if is_default else "\nbinlog_format = ROW"


def _own(cluster: Cluster) -> list[Piece]:
    """Return the group that only this flavour and version reads.

    Source: MySQL 8.4 manual, gtid_mode, log_replica_updates (ON since 8.0), mysql_native_password,
    mysqlx; MySQL 8.0 manual, default_authentication_plugin (it decides the greeting's plugin, and
    MyCat cannot switch; 8.4 always greets with caching_sha2_password, bugs.mysql.com 118447);
    MariaDB manual, gtid_strict_mode, log_slave_updates, expire_logs_days.
    """
    version = cluster.version
    lines = [f"\n[{own_group(cluster)}]"]
    if cluster.flavour == "mariadb":
        lines += ["log_slave_updates = ON", "expire_logs_days = 30"]
        # each member numbers the group's transactions itself, out of step: strict would stop it
        if cluster.kind == "replication":
            lines.append("gtid_strict_mode = ON")
    else:
        lines += ["gtid_mode = ON", "enforce_gtid_consistency = ON"]
        if version < (8,):
            lines += ["log_slave_updates = ON", "expire_logs_days = 30"]
        else:
            lines += [
                "# a second port that nobody asked for, and the same one for all nodes of a host",
                "mysqlx = OFF",
            ]
        if (8,) <= version < (8, 4):
            lines.append("default_authentication_plugin = mysql_native_password")
        elif (8, 4) <= version < (9,):
            lines.append("mysql_native_password = ON")
    if cluster.kind == "galera":
        lines += own_options(cluster)
    else:
        lines.append(silence(cluster))
    return [("\n".join(lines), cluster.origin("image"))]


def _verbatim(cluster: Cluster) -> list[Piece]:
    if not cluster.verbatim:
        return []
    return [("\n[mysqld]", cluster.origin("verbatim")), *placed(cluster)]
