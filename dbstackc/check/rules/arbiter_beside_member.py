"""The arbiter of a Galera cluster stands on the host of one of its members.

An arbiter is there to vote when a member is lost. On the same host both are lost together, and the
two votes that go are the majority that the arbiter was to save.

Source: PXC 8.0 manual, "Set up Galera arbitrator" (on a machine of its own); Galera manual, "Galera
arbitrator".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.once import called
from dbstackc.check.quorum import voting
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..2] at 10.0.0.[1..2]
pxc a {
  nodes a[1..2] on vm[1..2]; arbiter g1 on vm2:9001
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..2] on vm[1..2]; arbiter g1 on vm3:9001
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each arbiter that shares a host with a member of its cluster."""
    for cluster in voting(topology):
        standing = {id(node.host): node for node in cluster.data_nodes}
        for node in cluster.nodes:
            member = standing.get(id(node.host)) if node.role == "arbiter" else None
            if member is not None:
                report(
                    f"the arbiter of {called(cluster)} stands beside `{member.name}`",
                    at=node.origin("host"),
                    says=f"`{node.name}` votes from {node.host.name}",
                    beside=[(member.origin("host"), "and so does this member")],
                    note=f"with {node.host.name} two votes are lost at once",
                    help="put the arbiter on a host that no member stands on",
                )
