"""Half of the votes of a Galera cluster, or more, stand on one host.

When that host is lost, what is left has no majority and stops: the nodes elsewhere are copies that
nobody can use until someone intervenes.

Source: Galera manual, "Quorum components", "Recovering the primary component".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called
from dbstackc.check.quorum import decides, voting
from dbstackc.check.rule import Report
from dbstackc.model.topology import Node, Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..2] at 10.0.0.[1..2]
pxc a {
  nodes a[1..3] on vm1:9001, vm1:9002, vm2:9001
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]:9001
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster that stops with one host."""
    for cluster in voting(topology):
        on: dict[int, list[Node]] = {}
        for node in cluster.data_nodes:
            on.setdefault(id(node.host), []).append(node)
        for nodes in on.values():
            if len(nodes) < 2 or not decides(nodes, cluster):
                continue
            host = nodes[0].host.name
            report(
                f"{called(cluster)} stops when {host} is lost",
                at=nodes[1].origin("host"),
                says=f"`{nodes[1].name}` stands on {host}",
                beside=[(nodes[0].origin("host"), f"and so does `{nodes[0].name}`")],
                note=f"{len(nodes)} of {len(cluster.nodes)} nodes stand there; the others would"
                " have no majority",
                help="give each node a host of its own",
            )
