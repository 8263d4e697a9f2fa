"""A balancer lets more connections to a server than the server takes.

The balancer would queue what is over its limit; over the server's limit the client gets "Too many
connections" instead, and so does the balancer's own check, which then takes the server out.

Source: HAProxy 2.8 manual, server option maxconn; MySQL 8.4 manual, max_connections (151 by
default).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Node, Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; connections 300
  root secret.root; sst secret.sst; user app with secret.app
}
haproxy h1 on vm1 {
  listen sql on 3307 to a { server maxconn(2000) }
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]; connections 300
  root secret.root; sst secret.sst; user app with secret.app
}
haproxy h1 on vm1 {
  listen sql on 3307 to a { server maxconn(250) }
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each door whose servers take less than it sends."""
    told: set[Span] = set()
    for balancer in topology.balancers:
        for door in balancer.listens:
            at = door.origin("to")
            for server in door.servers if at not in told else ():
                if not isinstance(server.target, Node):
                    continue
                cluster = topology.cluster_named[server.target.cluster]
                if server.maxconn <= cluster.connections or door.cluster is None:
                    continue
                told.add(at)
                report(
                    f"`{door.name}` sends up to {server.maxconn} connections to"
                    f" `{server.name}`, which takes {cluster.connections}",
                    at=at,
                    beside=[(cluster.origin("connections"), f"{cluster.connections} at most")],
                    note="what is over the server's limit is refused, the balancer's check too",
                    help="leave `maxconn` out: it follows from the cluster; or lower it",
                )
                break
