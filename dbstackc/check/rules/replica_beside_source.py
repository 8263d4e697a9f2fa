"""Every replica stands on the host of its source.

A replica is the second copy of the rows. On the same host one broken machine takes all copies.

Source: MySQL 8.4 manual, "Using replication for scale-out", "Switching sources during failover"
(replicas on machines of their own).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app, follow from env
host vm1 at 10.0.0.1
replication a {
  source a1 on vm1:9001; replicas a[2..3] on vm1:9002, vm1:9003
  root secret.root; user app with secret.app; follow as f with secret.follow
}
"""

GOOD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1:9001; replicas a[2..3] on vm1:9002, vm2:9001
  root secret.root; user app with secret.app; follow as f with secret.follow
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster that has all its copies on one host."""
    for cluster in once(topology.clusters):
        source, *replicas = cluster.nodes
        if cluster.kind != "replication" or not replicas:
            continue
        if all(node.host is source.host for node in replicas):
            report(
                f"every copy of {called(cluster)} stands on {source.host.name}",
                at=replicas[0].origin("host"),
                says="beside its source" if len(replicas) == 1 else "all replicas stand here",
                beside=[(source.origin("host"), "the source")],
                note="with that host all copies of the rows are lost at once",
                help="put a replica on another host",
            )
