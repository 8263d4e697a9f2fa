"""Agents, or a panel with agents, come in an image without a shell.

What they must know of each other is a secret, and they take it from the environment alone. A shell
reads it from its file when they start, so that it stands in no file of the bundle and in no
`docker inspect`. Only the images on Alpine have one; the others hold a program and nothing else,
and end at once.

Source: portainer/agent#127 (there is no AGENT_SECRET_FILE); portainer/portainer cc75167,
build/linux/Dockerfile (on portainer/base) and alpine.Dockerfile.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.image import image
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret board, agents from env
host vm[1..2] at 10.0.0.[1..2]
panel board by portainer on vm1 {
  image "portainer/portainer-ce:2.39.6"
  password secret.board
  agents on vm[1..2]:9101 with secret.agents { image "portainer/agent:2.39.6-alpine" }
}
firewall lan { admin 10.0.9.0/24 }
"""

GOOD = """
secret board, agents from env
host vm[1..2] at 10.0.0.[1..2]
panel board by portainer on vm1 {
  image "portainer/portainer-ce:2.39.6-alpine"
  password secret.board
  agents on vm[1..2]:9101 with secret.agents { image "portainer/agent:2.39.6-alpine" }
}
firewall lan { admin 10.0.9.0/24 }
"""

WITHOUT = ("portainer/portainer-ce", "portainer/portainer-ee", "portainer/agent")
"""Repositories whose images have a shell where their tag ends in -alpine, and nowhere else."""


def check(topology: Topology, report: Report) -> None:
    """Report each image that cannot read the secret of its agents, once a place."""
    for panel in topology.panels:
        for agent in panel.agents[:1]:
            _judge(panel.image, panel.origin("image"), report)
            _judge(agent.image, agent.origin("image"), report)


def _judge(text: str, at: Span, report: Report) -> None:
    parts = image(text)
    if parts.repository in WITHOUT and not parts.tag.endswith("-alpine"):
        report(
            f"`{text}` has no shell",
            at=at,
            note="the secret of the agents is read from its file by one, when they start",
            help=f"write `{parts.repository}:{parts.tag or '2.39.6'}-alpine`",
            once=True,
        )
