"""A name is longer than the server takes.

MySQL keeps 32 characters of an account's name and refuses more, so the SQL of the first start ends
there, and whatever follows is not made. PXC refuses a longer name of a group at its start.

Source: MySQL 8.4 manual, "Account user names and passwords" (32); MariaDB takes 128; Percona XtraDB
Cluster 8.0, sql/wsrep_var.cc, wsrep_cluster_name_check (WSREP_CLUSTER_NAME_MAX_LEN is 32).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user an_account_of_thirty_three_letter with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user an_account_of_thirty_two_letters with secret.app
}
"""

MOST = 32


def check(topology: Topology, report: Report) -> None:
    """Report each account, and each group, whose name the server refuses."""
    for cluster in once(topology.clusters):
        if cluster.flavour == "mariadb":
            continue
        for name, field, made in (
            (cluster.user, "user", cluster.user_secret),
            (cluster.replication_user, "follow", cluster.replication),
            (cluster.monitor_user, "monitor", cluster.monitor),
            (cluster.check_user, "check", True),
        ):
            if made and len(name) > MOST:
                report(
                    f"`{name}` is {len(name)} letters long",
                    at=cluster.origin(field),
                    note=f"MySQL refuses the name of an account that is longer than {MOST}",
                    help="shorten it",
                    once=True,
                )
    longest = max(topology.clusters, key=lambda each: len(each.name), default=None)
    for cluster in topology.clusters if longest and len(longest.name) > MOST else ():
        if cluster.kind == "galera" and cluster.flavour == "pxc" and len(cluster.name) > MOST:
            report(
                f"`{cluster.name}` is {len(cluster.name)} letters long",
                at=cluster.span,
                note=f"it is the name of the group, of which PXC takes {MOST} letters",
                help="shorten it",
                once=True,
            )
            return
