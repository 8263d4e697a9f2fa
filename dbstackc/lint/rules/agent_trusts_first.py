"""An agent of Portainer is open to everyone and has no secret.

It holds the socket of its Docker, and obeys the first server that comes to it: until one has, and
again after each restart, that may be anybody's. Nothing keeps a port that Docker publishes from
those who reach the machine.

Source: portainer/agent, README.md ("Security", "Shared secret"); docs.docker.com, "Packet filtering
and firewalls".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.product import is_given, products
from dbstackc.lint.reached import open_port
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "run.sh"

BAD = """
docker run -d --name agent -p 9001:9001 -v /var/run/docker.sock:/var/run/docker.sock \\
  portainer/agent:2.39.6
"""

GOOD = """
docker run -d --name agent -p 9001:9001 -v /var/run/docker.sock:/var/run/docker.sock \\
  -e AGENT_SECRET portainer/agent:2.39.6
"""


def check(stack: Stack, report: Report) -> None:
    """Report each agent that anybody may come to, and take."""
    for each in products(stack):
        one = each.container
        port = open_port(one)
        if each.kind != "agent" or port is None or _knows(one):
            continue
        report(
            f"`{one.name.text or 'the agent'}` obeys whoever comes first",
            at=port.span,
            says="open to all who reach the machine",
            note="behind it lies the socket of Docker: root of the machine, by another name",
            help="give it and its server one AGENT_SECRET, and leave the port to that server",
        )


def _knows(one: Container) -> bool:
    words = (*one.entrypoint, *one.command)
    return is_given(one, "AGENT_SECRET") or any(
        "AGENT_SECRET" in word.text or word.text.startswith("--secret") for word in words
    )
