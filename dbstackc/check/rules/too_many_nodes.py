"""A Galera cluster has more than seven nodes that hold data.

Every commit waits until the group has ordered it among all nodes, and every node applies every
write: nodes add copies, not room for writes, and the slowest one slows all by flow control.

Source: Galera manual, "Flow control"; Percona Operator for MySQL, PerconaXtraDBCluster
(`unsafeFlags.pxcSize`: three to five are thought safe).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..9] at 10.0.0.[1..9]
pxc a { nodes a[1..9] on vm[1..9]; root secret.root; sst secret.sst; user app with secret.app }
"""

GOOD = """
secret root, sst, app from env
host vm[1..7] at 10.0.0.[1..7]
pxc a { nodes a[1..7] on vm[1..7]; root secret.root; sst secret.sst; user app with secret.app }
"""

MOST = 7


def check(topology: Topology, report: Report) -> None:
    """Report each cluster with more nodes than do it good."""
    for cluster in once(topology.clusters):
        number = len(cluster.data_nodes)
        if cluster.kind == "galera" and number > MOST:
            report(
                f"{called(cluster)} has {number} nodes, and each takes every write",
                at=cluster.nodes[0].span,
                note="a commit is ordered among all of them, and the slowest one slows all",
                help="have three or five nodes, and spread the rows over more clusters",
            )
