"""A container holds the socket of its Docker engine.

Who may write to it may start a container that mounts the machine's whole disk: it is root by
another name, and read-only makes no difference to a socket. An agent of Portainer is there to hold
it, and has rules of its own. It weighs more where the container is published.

Source: docs.docker.com, "Docker daemon attack surface".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.product import products
from dbstackc.lint.reached import open_port
from dbstackc.lint.stack import Stack

LEVEL = Level.ADVICE

EXAMPLE = "compose.yml"

SOCKETS = ("/var/run/docker.sock", "/run/docker.sock")

BAD = """
services:
  board:
    image: portainer/portainer-ce:2.21.5
    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
"""

GOOD = """
services:
  board:
    image: portainer/portainer-ce:2.21.5
    volumes: ["board:/data"]
volumes: {board: {}}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each container that mounts the socket, agents aside."""
    agents = {id(each.container) for each in products(stack) if each.kind == "agent"}
    for one in stack.all(Container):
        for mount in one.mounts if id(one) not in agents else ():
            if mount.outside is None or mount.outside.text not in SOCKETS:
                continue
            port = open_port(one)
            report(
                f"`{one.name.text or 'a container'}` may do whatever root of the machine may",
                at=mount.outside.span,
                says="Docker's own socket",
                beside=[(port.span, "and all who reach the machine come to it")] if port else (),
                level=Level.WARNING if port else LEVEL,
                note="who may write to it may start a container with the whole disk in it",
                help="put a proxy before it that lets only some calls through, or an agent",
                once=True,
            )
            break
