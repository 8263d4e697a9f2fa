"""A Swarm has one manager, and workers.

The managers are the Swarm's memory, and need a majority of themselves. With the one manager gone
nothing is started again, moved or changed, and where its disk is gone the Swarm is.

Source: docs.docker.com, "Administer and maintain a swarm of Docker Engines": fault tolerance.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.machine import Swarm
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "swarm.sh"

BAD = """
docker swarm init --advertise-addr 10.0.0.1
docker-machine create worker1
docker swarm join --token "$(cat worker-token)" 10.0.0.1:2377
docker swarm join --token "$(cat worker-token)" 10.0.0.1:2377
"""

GOOD = """
docker swarm init --advertise-addr 10.0.0.1
docker swarm join-token manager
docker swarm join --token "$(cat manager-token)" 10.0.0.1:2377
docker swarm join --token "$(cat manager-token)" 10.0.0.1:2377
"""


def check(stack: Stack, report: Report) -> None:
    """Report an init with joins of workers, and of nobody else."""
    every = stack.all(Swarm)
    begun = [each for each in every if each.name.text == "init" and each.address is not None]
    joined = [each for each in every if each.name.text != "init"]
    if len(begun) != 1 or not joined or any(each.role != "worker" for each in joined):
        return
    report(
        "the Swarm has one manager",
        at=begun[0].name.span,
        says="the only manager",
        beside=[(each.name.span, "a worker") for each in joined[:2]],
        note="without it nothing is started again or changed; its disk is the Swarm's only memory",
        help="let two more machines join as managers, each in another zone",
    )
