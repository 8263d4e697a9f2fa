"""A node in the host's own network listens on a port below 1024.

The images' servers run as an ordinary user, who may not open such a port: mysqld ends with "Can't
start server: Bind on TCP/IP port: Permission denied". In a Docker network any port will do.

Source: Linux, Documentation/networking/ip-sysctl.rst, ip_unprivileged_port_start (1024);
docker-library/mysql 8.4, entrypoint (gosu mysql); percona-docker 8.0, Dockerfile (USER 1001).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]:906
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
deploy swarm { managers vm[1..3] }
network inner { driver overlay; subnet 10.20.0.0/16 }
pxc a {
  nodes a[1..3] on vm[1..3]:906; network inner
  root secret.root; sst secret.sst; user app with secret.app
}
"""

FIRST = 1024


def check(topology: Topology, report: Report) -> None:
    """Report each statement with such a port, once."""
    told: set[Span] = set()
    for node in topology.nodes:
        if node.listen >= FIRST or node.network is not None or node.origin("port") in told:
            continue
        told.add(node.origin("port"))
        report(
            f"`{node.name}` may not open port {node.listen}",
            at=node.origin("port"),
            note=f"its server is not root, and only root opens ports below {FIRST} of a host",
            help="choose a port above, or give the cluster a Docker network",
        )
