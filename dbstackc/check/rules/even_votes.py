"""The votes of a Galera cluster can split into two equal halves.

A part of the cluster goes on only with more than half of the votes. When the network parts the
nodes into two halves of equal votes, neither has more than half: both stop, though every node is
well. A fourth node adds a copy of the rows, and no failure that the cluster would survive.

Source: Galera manual, "Quorum components", "Weighted quorum"; PXC 8.0 manual, "Set up Galera
arbitrator" (for an even number of nodes).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import counted
from dbstackc.check.once import called
from dbstackc.check.quorum import total, voters, voting
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..4] at 10.0.0.[1..4]
pxc a {
  nodes a[1..4] on vm[1..4]
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..5] at 10.0.0.[1..5]
pxc a {
  nodes a[1..4] on vm[1..4]; arbiter g1 on vm5
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster of which some nodes have exactly half of the votes."""
    for cluster in voting(topology):
        nodes = voters(cluster)
        votes = total(nodes)
        if any(2 * node.weight >= votes for node in nodes):
            continue
        if splits(tuple(node.weight for node in nodes)):
            report(
                f"the {votes} votes of {called(cluster)} can split evenly",
                at=nodes[-1].span if nodes[-1].weight == 1 else cluster.origin("weight"),
                says=f"{counted(len(nodes), 'node')}, {votes} votes",
                note=f"when the network parts them {votes // 2} to {votes // 2}, both halves stop",
                help="have an odd number of votes: one node fewer, or an `arbiter` on a further"
                " host",
            )


def splits(weights: tuple[int, ...]) -> bool:
    """Return whether some of the weights add up to half of all; bit n stands for a sum of n."""
    votes, sums = sum(weights), 1
    for weight in weights:
        sums |= sums << weight
    return votes % 2 == 0 and bool(sums >> votes // 2 & 1)
