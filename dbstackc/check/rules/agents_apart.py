"""Agents of a Swarm are not in one overlay.

On a machine of a Swarm an agent looks for the others, by a name that an overlay knows, and ends
where it finds none: it starts again and again, and the panel stays empty.

Source: portainer/agent cedb4e4, cmd/agent/main.go ("Unable to retrieve a list of IP associated to
the host" is fatal where the engine is in a Swarm).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.flow.machines import is_swarm
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret board, agents from env
host vm[1..3] at 10.0.0.[1..3]
panel board by portainer on vm1 {
  password secret.board; agents on vm[1..3]:9101 with secret.agents
}
firewall lan { admin 10.0.9.0/24 }
deploy swarm { managers vm[1..3] }
"""

GOOD = """
secret board, agents from env
host vm[1..3] at 10.0.0.[1..3]
network watch { driver overlay; subnet 10.20.0.0/24 }
panel board by portainer on vm1 in watch {
  password secret.board; agents on vm[1..3] with secret.agents
}
firewall lan { admin 10.0.9.0/24 }
deploy swarm { managers vm[1..3] }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each panel of a Swarm whose agents do not find each other."""
    for panel in topology.panels if is_swarm(topology) else ():
        if panel.agents and (panel.network is None or panel.network.driver != "overlay"):
            report(
                f"the agents of `{panel.name}` do not find each other",
                at=panel.agents[0].origin("place"),
                note="in a Swarm an agent looks for the others in an overlay, and ends where there"
                " is none",
                help=f"declare one, and write `panel {panel.span.text} … in NETWORK`",
            )
