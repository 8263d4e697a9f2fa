"""Whoever reaches a host reaches what holds the socket of its Docker.

Who may write to that socket is root of the machine, and read-only makes no difference to a socket.
Portainer asks who comes, and a visualizer asks nobody: it hands on any question to Docker, answers
with the environment of every container, and was made as a sample. An agent obeys whoever knows its
secret. A firewall leaves such a port to operators, and to the panel.

Source: docs.docker.com, "Docker daemon attack surface"; dockersamples/docker-swarm-visualizer
82bd663, README.md (a sample, not for production) and server.js (`apis/*`); portainer/agent cedb4e4,
README.md ("Security").
"""

from collections.abc import Iterator

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.panel import Agent, Panel
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret board, agents from env
host vm[1..2] at 10.0.0.[1..2]
panel board by portainer on vm1 {
  password secret.board; agents on vm[1..2]:9101 with secret.agents
}
"""

GOOD = """
secret board, agents from env
host vm[1..2] at 10.0.0.[1..2]
panel board by portainer on vm1 {
  password secret.board; agents on vm[1..2]:9101 with secret.agents
}
firewall lan { admin 10.0.9.0/24 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report, once a statement, what holds a socket and is open to all on a host that is too."""
    closed = {host.name for each in topology.firewalls for host in each.hosts}
    for thing, what in _reached(topology):
        if thing.host.name in closed:
            continue
        report(
            f"whoever reaches {thing.host.name} reaches {what}",
            at=thing.origin("port"),
            note=f"behind port {thing.port} lies the socket of Docker: root of the machine, by"
            " another name",
            help="close the host, as in `firewall lan { admin 10.0.9.0/24 }`; a panel may be kept"
            " `from loopback`, and agents in an overlay",
            once=True,
        )


def _reached(topology: Topology) -> Iterator[tuple[Panel | Agent, str]]:
    for panel in topology.panels:
        yield from ((each, f"the agents of `{panel.name}`") for each in panel.agents if each.port)
        if panel.kind != "rancher" and panel.seen == "admin" and panel.holds_socket:
            yield panel, f"`{panel.name}`"
