"""An overlay network is used, and nothing says that the hosts form a swarm.

Docker makes overlays in Swarm mode only. Compose does not make them at all: it expects to find one
that somebody made on a manager beforehand.

Source: Docker documentation, "Overlay network driver" ("Create an attachable overlay network").
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.segment import members
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network inner { driver overlay; subnet 10.20.0.0/16 }
pxc a {
  nodes a[1..3] on vm[1..3]; network inner
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
deploy swarm { managers vm[1..3] }
network inner { driver overlay; subnet 10.20.0.0/16 }
pxc a {
  nodes a[1..3] on vm[1..3]; network inner
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each used overlay of a stack that is not for a swarm."""
    if any(each.engine == "swarm" for each in topology.deployments):
        return
    for network in topology.networks:
        if network.driver == "overlay" and members(topology)[network.name]:
            report(
                f"`{network.name}` needs Swarm mode, and the stack is for Compose",
                at=network.origin("driver"),
                note="Compose finds an overlay that was made before, and makes none",
                help="run `docker swarm init` and make it, or write `deploy swarm`",
            )
