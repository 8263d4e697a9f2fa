"""The sources of several replication clusters stand on one host, and need not.

A source takes all writes of its cluster. With several on one host the loss of it stops the writes
of all of them, and until then one machine works while the others only follow.

Source: MySQL 8.4 manual, "Switching sources during failover" (nothing promotes a replica by
itself).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import listed
from dbstackc.check.rule import Report
from dbstackc.model.topology import Cluster, Node, Topology

LEVEL = Level.WARNING

BAD = """
secret root, app, follow from env
host vm[1..3] at 10.0.0.[1..3]
defaults replication { root secret.root; user app with secret.app; follow as f with secret.follow }
replication a { source a1 on vm1:9001; replicas a[2..3] on vm[2..3]:9001 }
replication b { source b1 on vm1:9002; replicas b[2..3] on vm[2..3]:9002 }
"""

GOOD = """
secret root, app, follow from env
host vm[1..3] at 10.0.0.[1..3]
defaults replication { root secret.root; user app with secret.app; follow as f with secret.follow }
replication a { source a1 on vm1:9001; replicas a[2..3] on vm[2..3]:9001 }
replication b { source b1 on vm2:9002; replicas b[2..3] on vm[1, 3]:9002 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each host with sources of which one could stand where fewer do."""
    on: dict[str, list[tuple[Node, Cluster]]] = {host.name: [] for host in topology.hosts}
    for cluster in topology.clusters:
        if cluster.kind == "replication":
            on[cluster.writer.host.name].append((cluster.writer, cluster))
    for host, pairs in on.items():
        said = [pair for pair in pairs if pair[0].origins["host"].how == "said"]
        better = {
            replica.host.name
            for _, cluster in said
            for replica in cluster.nodes[1:]
            if len(on[replica.host.name]) <= len(pairs) - 2
        }
        if len(said) < 2 or not better:
            continue
        report(
            f"{host} holds the sources of {listed([f'`{each.name}`' for _, each in said])}",
            at=said[1][0].origin("host"),
            says="this source too",
            beside=[(said[0][0].origin("host"), "one source")],
            note=f"with {host} the writes of {len(said)} clusters stop at once",
            help=f"let a source stand on {listed(sorted(better), last='or')}, and a replica here",
        )
