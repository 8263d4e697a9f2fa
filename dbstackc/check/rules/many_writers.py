"""A door deals writes out to several nodes of a cluster.

Nodes that are named one by one are all active. In a Galera cluster two of them that change one row
at once abort each other at commit: with six writers on few rows, one update in six failed. In a
replication cluster the replicas refuse writes, or take them and part from their source.

Source: Galera manual, "Certification in Galera Cluster"; MySQL 8.4 manual, super_read_only.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Node, Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a { nodes a[1..3] on vm[1..3]:9001; root secret.root; sst secret.sst; user app with secret.app }
haproxy h on vm1 {
  listen write on 3306 to a[1..3]
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a { nodes a[1..3] on vm[1..3]:9001; root secret.root; sst secret.sst; user app with secret.app }
haproxy h on vm1 {
  listen write on 3306 to a for writes
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each door that names several nodes of one cluster."""
    told: set[Span] = set()
    for balancer in topology.balancers:
        for door in balancer.listens:
            if door.use != "external" or door.origin("to") in told:
                continue
            names: dict[str, int] = {}
            for server in door.servers:
                if isinstance(server.target, Node):
                    names[server.target.cluster] = names.get(server.target.cluster, 0) + 1
            crowd = next((name for name, count in names.items() if count > 1), None)
            if crowd is None:
                continue
            told.add(door.origin("to"))
            galera = topology.cluster_named[crowd].kind == "galera"
            report(
                f"`{door.name}` sends writes to {names[crowd]} nodes of `{crowd}` at once",
                at=door.origin("to"),
                beside=[(topology.cluster_named[crowd].span, "their cluster")],
                note="two nodes that change one row at once abort each other at commit"
                if galera
                else "replicas refuse writes, or take them and part from their source",
                help=f"name the cluster: `to {crowd} for writes` keeps one node active, and"
                f" `to {crowd} for reads` uses all",
            )
