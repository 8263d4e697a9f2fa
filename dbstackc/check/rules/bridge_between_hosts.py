"""The nodes of a Galera cluster lie in a bridge network, on several hosts.

A bridge ends at its host. Nodes elsewhere are reached through published ports, and only SQL is
published: the ports of the group and of state transfers are not, so the members never meet.

Source: Docker documentation, "Bridge network driver" (containers on one host); Galera manual,
"Firewall settings" (4567, 4568, 4444).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network inner { driver bridge; subnet 10.20.0.0/16 }
pxc a {
  nodes a[1..3] on vm[1..3]; network inner
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network inner { driver overlay; subnet 10.20.0.0/16 }
deploy swarm { managers vm[1..3] }
pxc a {
  nodes a[1..3] on vm[1..3]; network inner
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster whose members a bridge keeps apart."""
    for cluster in once(topology.clusters):
        network = cluster.nodes[0].network
        if cluster.kind != "galera" or network is None or network.driver != "bridge":
            continue
        hosts = dict.fromkeys(node.host.name for node in cluster.nodes)
        if len(hosts) > 1:
            report(
                f"the members of {called(cluster)} cannot reach each other over `{network.name}`",
                at=cluster.origin("network"),
                says=f"{len(hosts)} hosts, and a bridge on each",
                beside=[(network.origin("driver"), "a bridge ends at its host")],
                note="ports 4567, 4568 and 4444 are open inside the bridge and nowhere else",
                help="leave the network out: the hosts' own serves; or write `driver overlay`",
                once=True,
            )
