"""Containers are to outlive their engine, and the engine is a Swarm's.

`live-restore` and Swarm mode exclude each other: `docker swarm init` and `join` are refused, and an
engine that is in a Swarm does not start with it.

Source: moby v20.10, daemon/cluster/cluster.go and cmd/dockerd/daemon.go ("--live-restore daemon
configuration is incompatible with swarm mode"); Docker documentation, "Live restore".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
deploy swarm { managers vm[1..3] }
engine docker on vm[1..3] { live yes }
pxc a { nodes a[1..3] on vm[1..3]:9001; root secret.root; sst secret.sst; user app with secret.app }
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
deploy swarm { managers vm[1..3] }
engine docker on vm[1..3] { live no }
pxc a { nodes a[1..3] on vm[1..3]:9001; root secret.root; sst secret.sst; user app with secret.app }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each engine that shall have both."""
    swarm = next((each for each in topology.deployments if each.engine == "swarm"), None)
    if swarm is None:
        return
    for engine in topology.engines:
        if engine.live:
            report(
                f"`{engine.name}` cannot be in a Swarm",
                at=engine.origin("live"),
                beside=[(swarm.span, "its hosts join this one")],
                note="Docker refuses Swarm mode where containers outlive their engine",
                help="write `live no`: a Swarm starts tasks again by itself",
            )
