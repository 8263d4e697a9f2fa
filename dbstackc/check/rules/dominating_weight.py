"""One node of a Galera cluster has half of the votes, or more.

Weights are to break ties. A node that has half of the votes decides alone: when it is lost, the
others stop, however many they are.

Source: Galera manual, "Weighted quorum" (pc.weight).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called
from dbstackc.check.quorum import decides, total, voting
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; weight 2, 1, 1
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..4] at 10.0.0.[1..4]
pxc a {
  nodes a[1..4] on vm[1..4]; weight 2, 1, 1, 1
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each node that no majority is possible without."""
    for cluster in voting(topology):
        for node in cluster.nodes:
            if decides([node], cluster):
                report(
                    f"{called(cluster)} stops when `{node.name}` is lost",
                    at=cluster.origin("weight"),
                    says=f"`{node.name}` has {node.weight} of {total(cluster.nodes)} votes",
                    note="the others together have half of the votes or less",
                    help="give every node the same weight, or one that the others outvote",
                    once=True,
                )
