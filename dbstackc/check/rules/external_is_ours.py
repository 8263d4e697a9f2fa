"""An external is a thing of this topology under another name.

A door to an external only learns whether it answers. A door to the cluster asks each node whether
it is fit, knows the writer, and follows when the cluster is changed.

Source: HAProxy 2.8 manual, mysql-check (it says nothing about the state of replication).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
external legacy at 10.0.0.1:3306
haproxy h1 on vm1 { listen sql on 3307 to legacy }
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
external legacy at 10.9.0.1:3306
haproxy h1 on vm1 { listen sql on 3307 to legacy }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each external that is a node or a router of ours."""
    if not topology.externals:
        return
    ours = {
        (thing.host.address, thing.port): thing
        for thing in (*topology.nodes, *topology.routers)
        if thing.port is not None
    }
    for external in topology.externals:
        thing = ours.get((external.address, external.port))
        if thing is not None:
            report(
                f"`{external.name}` is `{thing.name}`",
                at=external.origin("endpoint"),
                beside=[(thing.span, f"{external.address}:{external.port} is this")],
                note="behind an external nobody asks for the state of a node",
                help="lead to it by its own name, or to its cluster",
            )
