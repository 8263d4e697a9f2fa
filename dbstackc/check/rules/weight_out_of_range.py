"""A node's weight is more than Galera takes, or no node has any.

The library reads pc.weight from 0 to 254 and does not open the group with another: mysqld ends with
"value 255 is out of range [0,255)". The manual's 255 is not in it. A group whose votes are all 0
can have no majority.

Source: galera 26.4.13, gcomm/src/pc_proto.hpp, Proto (check_range(pc.weight, 0, 0xff)) and
gcomm/src/gcomm/conf.hpp, check_range (the upper bound is left out); seen with MariaDB 10.11.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; weight 255
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; weight 254
  root secret.root; sst secret.sst; user app with secret.app
}
"""

MOST = 254


def check(topology: Topology, report: Report) -> None:
    """Report each cluster with weights that no node starts with."""
    for cluster in once(topology.clusters):
        if cluster.kind != "galera":
            continue
        heaviest = max(cluster.nodes, key=lambda node: node.weight)
        if 0 < heaviest.weight <= MOST:
            continue
        report(
            f"`{heaviest.name}` has {heaviest.weight} votes"
            if heaviest.weight
            else f"no node of {called(cluster)} has a vote",
            at=cluster.origin("weight"),
            note=f"Galera takes a weight of 0 to {MOST}, and mysqld ends with another"
            if heaviest.weight
            else "no part of the cluster could ever have a majority",
            help="leave `weight` out: one vote a node is right almost always",
            once=True,
        )
