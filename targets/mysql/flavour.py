"""What the flavours and versions of the server do not share."""

from dbstackc.model.topology import Cluster


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
