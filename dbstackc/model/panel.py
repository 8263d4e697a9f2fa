"""Panels: pages that show the containers of a stack, or rule them, and their hands on the hosts."""

from dbstackc.base.record import record
from dbstackc.model.thing import Placed, Secret

INSIDE = {"portainer": 9443, "visualizer": 8080, "rancher": 443}
"""Where each kind listens in its container, and on its host where nothing is said.

Source: portainer/portainer cc75167, api/cli/defaults.go; dockersamples/docker-swarm-visualizer
82bd663, server.js; Rancher v2.9 manual, "Installing Rancher on a Single Node Using Docker".
"""

AGENT = 9001
"""Where an agent listens. Source: portainer/agent cedb4e4, agent.go (DefaultAgentPort)."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Agent(Placed):
    """What does on one host what a panel asks for: it holds the socket of its Docker.

    listen: without a network the port of the host that leads to it. of: the panel's name.
    """

    of: str
    image: str
    memory: int
    secret: Secret


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Panel(Placed):
    """One page.

    Without a network it lies in a bridge of its host's own that has no name here.
    kind: portainer, visualizer or rancher. of: how many its statement declares.
    seen: loopback, or admin. password: of its first account, or None.
    """

    kind: str
    of: int
    seen: str
    image: str
    memory: int
    password: Secret | None
    agents: tuple[Agent, ...]

    @property
    def holds_socket(self) -> bool:
        """Whether the socket of its host's Docker lies in it."""
        return not self.agents
