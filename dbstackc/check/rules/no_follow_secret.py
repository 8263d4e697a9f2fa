"""A replication cluster has replicas, and no account that they log in with.

A replica follows its source by a name and a password. Without `follow` there is neither: no replica
is told to follow, and each stays empty while it answers reads.

Source: MySQL 8.4 manual, "Creating a user for replication", "CHANGE REPLICATION SOURCE TO".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, app from env
host vm[1..3] at 10.0.0.[1..3]
replication a {
  source a1 on vm1; replicas a[2..3] on vm[2..3]
  root secret.root; user app with secret.app
}
"""

GOOD = """
secret root, app, follow from env
host vm[1..3] at 10.0.0.[1..3]
replication a {
  source a1 on vm1; replicas a[2..3] on vm[2..3]
  root secret.root; user app with secret.app; follow as f with secret.follow
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster whose replicas follow nobody."""
    for cluster in once(topology.clusters):
        if cluster.kind == "replication" and cluster.replication is None:
            replicas = [node for node in cluster.nodes if node.role == "replica"]
            if replicas:
                report(
                    f"the replicas of {called(cluster)} follow nobody",
                    at=replicas[0].span,
                    note="a replica logs in to its source, and no account was named for that",
                    help="add one, as in `follow as replica with secret.replication`",
                )
