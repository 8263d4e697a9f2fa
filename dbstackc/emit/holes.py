"""Which files have holes for secrets: their filled copies are mounted, the others as they are.

Whoever writes a file asks here too, so that both always agree.
"""

from collections.abc import Iterable

from dbstackc.model.topology import Balancer, Cluster, Vip


def option_file(cluster: Cluster) -> bool:
    """Return whether a node's option file has holes: where a joiner logs in to its donor.

    Source: PXC 8.0 manual, "State snapshot transfer" (wsrep_sst_auth is gone; the server makes a
    user of its own); MariaDB manual, wsrep_sst_auth.
    """
    logs_in = cluster.flavour == "mariadb" or (cluster.flavour == "pxc" and cluster.version < (8,))
    return cluster.kind == "galera" and cluster.sst is not None and logs_in


def init_sql(cluster: Cluster) -> bool:
    """Return whether the SQL of a cluster's first start has holes: it makes accounts."""
    known = (cluster.root, cluster.sst, cluster.replication, cluster.user_secret, cluster.monitor)
    return any(secret is not None for secret in (*known, cluster.backup))


def balancer_file(balancer: Balancer) -> bool:
    """Return whether haproxy.cfg has holes: where the status page asks for a password."""
    return balancer.stats is not None and balancer.stats.secret is not None


def holder_file(vips: Iterable[Vip]) -> bool:
    """Return whether the keepalived.conf that serves these vips has holes."""
    return any(vip.auth is not None for vip in vips)
