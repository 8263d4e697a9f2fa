"""The write-sets that a Galera node keeps for others are fewer than Galera's own default.

A node that returns asks for what it missed. What is no longer in a donor's gcache cannot be sent,
and the whole data folder is copied instead, which takes hours where the other takes seconds.

Source: Galera manual, gcache.size (128M by default), "State transfers".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; gcache 64M
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; gcache 128M
  root secret.root; sst secret.sst; user app with secret.app
}
"""

DEFAULT = 128 << 20


def check(topology: Topology, report: Report) -> None:
    """Report each gcache that is smaller than what Galera takes by itself."""
    for cluster in once(topology.clusters):
        if cluster.kind == "galera" and cluster.gcache < DEFAULT:
            report(
                f"{called(cluster)} keeps {cluster.gcache >> 20} MiB of writes for nodes that"
                " return",
                at=cluster.origin("gcache"),
                note="a node that missed more gets the whole data folder; Galera's default is"
                " 128 MiB",
                help="keep as much as is written while a node is away, an hour say",
                once=True,
            )
