"""A stack for Compose uses an overlay network that containers may not join.

An overlay that is not attachable is for services of a swarm. Docker refuses a single container, and
Compose starts nothing else: "network inner not manually attachable".

Source: swarmkit, manager/resourceapi/allocator.go, AttachNetwork (PermissionDenied); Docker
documentation, "Overlay network driver".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.segment import members
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
deploy swarm { managers vm[1..3] }
deploy compose
network inner { driver overlay; subnet 10.20.0.0/16; attachable no }
pxc a {
  nodes a[1..3] on vm[1..3]; network inner
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
deploy swarm { managers vm[1..3] }
deploy compose
network inner { driver overlay; subnet 10.20.0.0/16; attachable yes }
pxc a {
  nodes a[1..3] on vm[1..3]; network inner
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each used overlay that Compose cannot join."""
    if all(each.engine != "compose" for each in topology.deployments):
        return
    for network in topology.networks:
        used = network.driver == "overlay" and members(topology)[network.name]
        if used and not network.attachable:
            report(
                f"nothing that Compose starts can join `{network.name}`",
                at=network.origin("attachable"),
                note="an overlay that is not attachable takes services of a swarm alone",
                help="write `attachable yes`",
            )
