"""The SQL that makes a replica follow its source."""

from collections.abc import Iterator

from dbstackc.emit import layout
from dbstackc.emit.document import Document
from dbstackc.emit.trace import Lines
from dbstackc.model.thing import Secret
from dbstackc.model.topology import Cluster, Node, reach

from .accounts import literal
from .flavour import HEARTBEAT, RETRY, TRIES


def follow(cluster: Cluster) -> Iterator[Document]:
    """Yield, for each replica, the SQL that makes it follow the cluster's source.

    An empty replica replays all that the source's binary log holds, from its first day: accounts
    and databases reach it that way. Running the SQL again changes nothing.
    """
    if cluster.kind != "replication" or cluster.replication is None:
        return
    source = cluster.writer
    for node in cluster.data_nodes:
        if node.role != "replica":
            continue
        lines = Lines()
        lines.add(f"-- {node.name} follows {source.name}", cluster.origin("follow"))
        lines.add(_statements(cluster, source, node, cluster.replication))
        yield Document(
            path=layout.replica_sql(node),
            lines=lines,
            escape="sql",
            title=f"what makes {node.name} follow {source.name}",
        )


def _statements(cluster: Cluster, source: Node, node: Node, secret: Secret) -> str:
    """Return the statements in the words of the flavour and version.

    What only MySQL understands stands in a comment that MariaDB passes over.

    Source: MySQL 8.4 manual, "CHANGE REPLICATION SOURCE TO" (SOURCE_* since 8.0.23, and
    GET_SOURCE_PUBLIC_KEY, without which caching_sha2_password asks for TLS), "SET PERSIST"; MariaDB
    manual, "CHANGE MASTER TO" (MASTER_USE_GTID), "Comment syntax".
    """
    host, port = reach(node, source)
    user, password = literal(cluster.replication_user), f"'{layout.hole(secret)}'"
    if cluster.flavour == "mariadb":
        return (
            "STOP SLAVE;\n"
            f"CHANGE MASTER TO MASTER_HOST = {literal(host)}, MASTER_PORT = {port},\n"
            f"  MASTER_USER = {user}, MASTER_PASSWORD = {password},\n"
            f"  MASTER_CONNECT_RETRY = {RETRY}, MASTER_HEARTBEAT_PERIOD = {HEARTBEAT},\n"
            "  MASTER_USE_GTID = slave_pos;\n"
            "START SLAVE;"
        )
    new = cluster.version[:2] >= (8,) and not (8, 0, 0) <= cluster.version < (8, 0, 23)
    word, key, number = ("SOURCE", "REPLICA", 80023) if new else ("MASTER", "SLAVE", 50700)
    change = "REPLICATION SOURCE" if new else "MASTER"
    public = f", GET_{word}_PUBLIC_KEY = 1" if cluster.version >= (8,) else ""
    scope = "PERSIST" if cluster.version >= (8,) else "GLOBAL"
    return (
        f"/*!{number} STOP {key} */;\n"
        f"/*!{number} CHANGE {change} TO {word}_HOST = {literal(host)}, {word}_PORT = {port},\n"
        f"  {word}_USER = {user}, {word}_PASSWORD = {password},\n"
        f"  {word}_CONNECT_RETRY = {RETRY}, {word}_RETRY_COUNT = {TRIES},\n"
        f"  {word}_HEARTBEAT_PERIOD = {HEARTBEAT}, {word}_AUTO_POSITION = 1{public} */;\n"
        f"/*!{number} START {key} */;\n"
        "-- not even root may write here until it is made the source\n"
        f"/*!{number} SET {scope} super_read_only = ON */;"
    )
