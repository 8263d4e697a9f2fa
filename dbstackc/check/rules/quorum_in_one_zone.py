"""Half of the votes of a Galera cluster, or more, stand in one zone.

A zone is what fails together. When that zone is lost, the nodes in the others have no majority and
stop, so the cluster lives and dies with one zone. Over two zones every layout is such a one: a
third zone is needed, if only for an arbiter.

Source: Galera manual, "Quorum components", "Galera arbitrator" (a third site).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called
from dbstackc.check.quorum import decides, voters, voting
from dbstackc.check.rule import Report
from dbstackc.model.topology import Node, Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3] in zone[a, b, b]
pxc a { nodes a[1..3] on vm[1..3]; root secret.root; sst secret.sst; user app with secret.app }
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3] in zone[a, b, c]
pxc a { nodes a[1..3] on vm[1..3]; root secret.root; sst secret.sst; user app with secret.app }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster that stops with one zone, though no single host of it does that."""
    zones = {host.zone for host in topology.hosts if host.zone}
    if len(zones) < 2:
        return
    for cluster in voting(topology):
        within: dict[str, list[Node]] = {}
        for node in voters(cluster):
            if node.host.zone is not None:
                within.setdefault(node.host.zone, []).append(node)
        for zone, nodes in within.items():
            hosts = dict.fromkeys(node.host for node in nodes)
            alone = any(decides([n for n in nodes if n.host is h], cluster) for h in hosts)
            if len(hosts) < 2 or alone or not decides(nodes, cluster):
                continue
            report(
                f"{called(cluster)} stops when {zone} is lost",
                at=nodes[-1].origin("host"),
                says=f"{len(nodes)} of {len(cluster.nodes)} nodes stand in {zone}",
                beside=[(nodes[0].host.origin("zone"), "the zones")],
                note="what is left has half of the votes or less, and stops",
                help="put the nodes in three zones"
                if len(zones) > 2
                else "put an `arbiter` in a third zone, and as many nodes in each of the two",
            )
