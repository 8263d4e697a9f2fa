"""A balancer asks the nodes of a cluster less than it must know.

A Galera node that lost its group still opens its port and lets anyone log in, and answers every
statement with error 1047; a replica that must not be written to does so too. A check that only
connects or logs in keeps such a node in service: of three nodes with one cut off, a third of all
new connections failed for as long as anybody looked.

Source: Galera manual, wsrep_local_state; HAProxy 2.8 configuration manual, "option mysql-check".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a { nodes a[1..3] on vm[1..3]:9001; root secret.root; sst secret.sst; user app with secret.app }
haproxy h on vm1 {
  listen write on 3306 to a for writes { check by login every 2s }
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a { nodes a[1..3] on vm[1..3]:9001; root secret.root; sst secret.sst; user app with secret.app }
haproxy h on vm1 {
  listen write on 3306 to a for writes { check every 2s }
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each door to a cluster whose check does not ask for the state."""
    told: set[Span] = set()
    for balancer in topology.balancers:
        for door in balancer.listens:
            cluster, at = door.cluster, door.origin("check")
            if cluster is None or door.check not in ("login", "tcp") or at in told:
                continue
            told.add(at)
            galera = cluster.kind == "galera"
            report(
                f"the check of `{door.name}` cannot see a node that "
                + ("lost its group" if galera else "must not be written to"),
                at=at,
                says="only logs in" if door.check == "login" else "only connects",
                beside=[(cluster.span, "a Galera cluster" if galera else "has replicas")],
                note="such a node lets anyone log in, and refuses every statement (error 1047)"
                if galera
                else "source and replicas let anyone log in alike",
                help="write `check by auto`, or leave `by` out: it asks for the node's state",
            )
