"""A cluster is declared, and neither a schema nor a door leads to it.

The others are reached through routers or balancers. This one runs, takes memory and a password, and
nobody comes in by the way that the rest of the stack has.

Source: MyCat 1.6.7.4, ConfigInitializer (a dataHost that no dataNode uses delays each start by 60
s).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called, once
from dbstackc.check.rule import Report
from dbstackc.model.topology import Node, Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
haproxy h1 on vm1 { listen sql on 3307 to a }
pxc b {
  nodes b[1..3] on vm[1..3]:9001
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
haproxy h1 on vm1 { listen sql on 3307 to a; listen more on 3308 to b }
pxc b {
  nodes b[1..3] on vm[1..3]:9001
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report the clusters that are left out where others are led to."""
    used = {shard.cluster.name for shard in topology.shards}
    for balancer in topology.balancers:
        for door in balancer.listens:
            for server in door.servers:
                if isinstance(server.target, Node):
                    used.add(server.target.cluster)
    left = [each for each in topology.clusters if each.name not in used] if used else []
    for cluster in once(left):
        report(
            f"nothing leads to {called(cluster)}",
            at=cluster.span,
            note="no schema has a shard on it, and no balancer a door",
            help="put it into a schema, open a door to it, or remove it",
        )
