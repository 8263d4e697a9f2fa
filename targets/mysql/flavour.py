"""What the flavours and versions of the server do not share."""

from dbstackc.model.topology import Cluster

RETRY, TRIES = 2, 86400
"""Seconds between tries to reach a source that is gone, and how many: two days.

A replica waits 60 seconds by default, and serves what it has meanwhile; MySQL 8.4 gives up after 10
tries.

Source: MySQL 8.4 manual, "CHANGE REPLICATION SOURCE TO" (SOURCE_CONNECT_RETRY,
SOURCE_RETRY_COUNT); MariaDB manual, "CHANGE MASTER TO" (MASTER_CONNECT_RETRY).
"""

SILENCE, HEARTBEAT = 10, 2
"""Seconds after which a source that says nothing counts as gone, 60 by default; and after which it
says something if there is nothing to say, which must be less.

Source: MySQL 8.4 manual, replica_net_timeout, SOURCE_HEARTBEAT_PERIOD.
"""


def silence(cluster: Cluster) -> str:
    """Return the option that says how long a source may be silent, in the version's word.

    Source: MySQL 8.0 manual, replica_net_timeout (since 8.0.26); MariaDB manual, slave_net_timeout.
    """
    new = cluster.flavour == "mysql" and cluster.version >= (8,)
    old = (8, 0, 0) <= cluster.version < (8, 0, 26)
    return f"{'replica' if new and not old else 'slave'}_net_timeout = {SILENCE}"


def own_group(cluster: Cluster) -> str:
    """Return the group of an option file that this server reads and no other flavour does.

    Source: MySQL 8.4 manual, "Using option files" ([mysqld-8.4] is read by 8.4 alone); MariaDB
    manual, "Configuring MariaDB with option files" ([mariadb]).
    """
    if cluster.flavour == "mariadb":
        return "mariadb"
    major, minor = (*cluster.version, 0, 0)[:2]
    return f"mysqld-{major}.{minor}"


def is_native(cluster: Cluster) -> bool:
    """Return whether the server has mysql_native_password, which MyCat and the balancers speak.

    Source: MySQL 9.0 release notes (removed); MariaDB manual, "Authentication plugin -
    mysql_native_password" (the default).
    """
    return cluster.flavour == "mariadb" or cluster.version < (9,)
