"""A Galera cluster has fewer than three votes.

With one node there is no other; with two, what is left when one is lost has half of the votes,
which is not more than half, so it stops too. Two nodes are lost twice as often as one.

Source: Galera manual, "Quorum components"; PXC 8.0 manual, "Set up Galera arbitrator" (three nodes
at least).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import counted
from dbstackc.check.once import called, once
from dbstackc.check.quorum import voters
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..2] at 10.0.0.[1..2]
pxc a {
  nodes a[1..2] on vm[1..2]
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..2] on vm[1..2]; arbiter g1 on vm3
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster that stops with the first node that is lost."""
    for cluster in once(topology.clusters):
        number = len(voters(cluster))
        if cluster.kind != "galera" or not 1 <= number < 3:
            continue
        report(
            f"{called(cluster)} has {counted(number, 'vote')}, and none to lose",
            at=cluster.nodes[0].span,
            says=f"{counted(number, 'node')} that {'votes' if number == 1 else 'vote'}",
            note="one node is one copy of the rows"
            if number == 1
            else "when one is lost, the other has half of the votes and stops",
            help="have three nodes on three hosts, or two and an `arbiter` on a third",
        )
