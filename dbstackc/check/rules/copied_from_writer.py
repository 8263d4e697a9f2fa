"""Copies are taken from the node that takes the writes, and another one has the same rows.

A copy reads all that there is, so writes wait for the disk meanwhile. A member of a Galera cluster
is let fall behind its group for it, and a balancer sends writes to a member in sync alone: it moves
them to another one each time, and ends their sessions. Any other node serves as well to copy from.

Source: MySQL 8.4 manual, "Using replication for backups"; Galera manual, "Galera status variables"
(wsrep_local_state) and "Galera parameters" (wsrep_desync).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app, follow, copies from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
backup a from a1 to "/var/backups/db" at 03:15 with secret.copies
"""

GOOD = """
secret root, app, follow, copies from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
backup a from a2 to "/var/backups/db" at 03:15 with secret.copies
"""


def check(topology: Topology, report: Report) -> None:
    """Report each backup from the node that writes go to, where its cluster has another."""
    for backup in topology.backups:
        cluster, node = backup.cluster, backup.node
        others = [each for each in cluster.data_nodes if each is not node]
        if node is not cluster.writer or not others:
            continue
        doors = (door for each in topology.balancers for door in each.listens)
        asked = any(door.check == "galera" and door.cluster is cluster for door in doors)
        report(
            f"`{backup.span.text}` is copied from `{node.name}`, which takes its writes",
            at=backup.origin("node"),
            note="a balancer moves them to another member while it is copied, and ends sessions"
            if asked
            else "whoever writes waits for a disk that is read from end to end",
            help=f"take `{others[-1].name}`, or leave `from` out",
            once=True,
        )
