"""The token of a Swarm stands in a text.

Who has it can join the Swarm, as a worker or as a manager, and is then sent its secrets.

Source: docs.docker.com, "docker swarm join-token": treat it as a secret, and rotate it.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.machine import Swarm
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "join.sh"

BAD = """
docker swarm join --token SWMTKN-1-0123456789 10.0.0.1:2377
"""

GOOD = """
docker swarm join --token "$(cat token)" 10.0.0.1:2377
"""


def check(stack: Stack, report: Report) -> None:
    """Report each token, once for all places of a text."""
    held = [each for each in stack.all(Swarm) if each.token is not None]
    if held and held[0].token is not None:
        times = f", {len(held)} times" if len(held) > 1 else ""
        report(
            f"the Swarm's token stands in a text{times}",
            at=held[0].token.span,
            says="who has it can join",
            note="a member is sent the secrets of what it runs; a manager has all of them",
            help="read it on a manager when it is needed, and rotate this one: `docker swarm "
            "join-token --rotate worker`",
        )
