"""Something asks for a port that Swarm itself has open.

Docker listens on 2377 for managers and on 7946 for all members of a swarm, on every address of the
host. Whoever comes second does not start; if it is Docker, the host leaves the swarm.

Source: Docker documentation, "Getting started with Swarm mode", "Open protocols and ports between
the hosts".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.ports import opener, openings
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
deploy swarm { managers vm[1..3] }
pxc a {
  nodes a[1..3] on vm[1..3]:7946
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
deploy swarm { managers vm[1..3] }
pxc a {
  nodes a[1..3] on vm[1..3]:7945
  root secret.root; sst secret.sst; user app with secret.app
}
"""

SWARM = {2377: "managers", 7946: "members"}


def check(topology: Topology, report: Report) -> None:
    """Report each statement that opens a port of a swarm's own, once."""
    if all(each.engine != "swarm" for each in topology.deployments):
        return
    told: set[Span] = set()
    for host, port, thing, what, at in openings(topology):
        if port in SWARM and at not in told:
            told.add(at)
            report(
                f"{opener(thing, what)} asks for port {port} of {host.name}, which the swarm has",
                at=at,
                note=f"Docker listens there for {SWARM[port]} of the swarm",
                help="choose another port",
            )
