"""A node takes more connections than its memory has room for.

A connection costs half a mebibyte before it does anything, and several in a join or a sort. Half of
the node's memory or more is the InnoDB pool's, so at this number the node is ended for the memory
of connections alone.

Source: MySQL 8.4 manual, "How MySQL uses memory", thread_stack (1M since 8.0.27),
net_buffer_length; about 0.5 MiB of it is touched by an idle session.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; memory 512M; connections 2050
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; memory 4G; connections 2050
  root secret.root; sst secret.sst; user app with secret.app
}
"""

EACH = 512 << 10
"""Bytes of an idle connection."""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster whose idle connections alone take what InnoDB leaves."""
    for cluster in once(topology.clusters):
        need = cluster.connections * EACH
        if need > cluster.memory // 2:
            report(
                f"{cluster.connections} connections outgrow the memory of a node of"
                f" {called(cluster)}",
                at=cluster.origin("connections"),
                beside=[(cluster.origin("memory"), f"{cluster.memory >> 20} MiB")],
                note=f"idle they take {need >> 20} MiB, and half of the memory is InnoDB's",
                help="lower the most of `pool` or `connections`, or give the nodes more memory",
                once=True,
            )
