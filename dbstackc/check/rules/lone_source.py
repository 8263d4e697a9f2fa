"""A replication cluster has no replica.

There is one copy of the rows and nobody to take over: whatever happens to the host happens to them.

Source: MySQL 8.4 manual, "Replication".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app from env
host vm1 at 10.0.0.1
replication a {
  source a1 on vm1
  root secret.root; user app with secret.app
}
"""

GOOD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster with a single copy of its rows."""
    for cluster in once(topology.clusters):
        if cluster.kind == "replication" and len(cluster.nodes) == 1:
            report(
                f"{called(cluster)} has no replica",
                at=cluster.writer.span,
                note="with its host the only copy of the rows is lost",
                help="add one on another host, as in `replicas r2 on vm2`",
            )
