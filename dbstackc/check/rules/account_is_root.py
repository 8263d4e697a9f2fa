"""An account of a cluster is called root.

Routers, replicas and monitoring are to have the rights that they need and no more. Under this name
there are then two accounts: root of the node itself, with all rights, and another from everywhere,
with another password, and which of them logs in depends on where from.

Source: MySQL 8.4 manual, "Specifying account names", "Access control, stage 1" (the most specific
host wins); docker-library/mysql 8.4, entrypoint (MYSQL_ROOT_HOST).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user root with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each account of a cluster that bears root's name."""
    for cluster in once(topology.clusters):
        for name, who, field, made in (
            (cluster.check_user, "balancers", "check", True),
            (cluster.user, "applications", "user", cluster.user_secret is not None),
            (cluster.replication_user, "replicas", "follow", cluster.replication is not None),
            (cluster.monitor_user, "monitoring", "monitor", cluster.monitor is not None),
        ):
            if made and name == "root":
                report(
                    f"{who} of {called(cluster)} log in as root",
                    at=cluster.origin(field),
                    note="the node has a root of its own; this is a second one, from everywhere",
                    help="give the account a name of its own",
                    once=True,
                )
