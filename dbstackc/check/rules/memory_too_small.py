"""A node may use less memory than its server takes to start.

MySQL 8 takes about 400 MiB before the first row: the performance schema, the dictionary and its
threads do not shrink with the pool. Initialising an empty data folder takes more than running. The
container is ended, starts again and is ended again.

Source: MySQL 8.4 manual, "How MySQL uses memory", "Performance schema memory-allocation model".
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
  nodes a[1..3] on vm[1..3]; memory 256M; connections 100
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; memory 512M; connections 100
  root secret.root; sst secret.sst; user app with secret.app
}
"""

NEW, OLD = 384 << 20, 192 << 20
"""Bytes that MySQL from 8.0 on starts with, and that MariaDB and older ones do."""


def check(topology: Topology, report: Report) -> None:
    """Report each cluster whose nodes would not live."""
    for cluster in once(topology.clusters):
        old = cluster.flavour == "mariadb" or cluster.version < (8,)
        least = OLD if old else NEW
        if cluster.memory < least:
            report(
                f"a node of {called(cluster)} may use {cluster.memory >> 20} MiB",
                at=cluster.origin("memory"),
                note=f"its server takes about {least >> 20} MiB before the first row, and is ended"
                " when it may not",
                help="give it 512M or more",
                once=True,
            )
