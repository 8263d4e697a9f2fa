"""A visualizer of a stack may start on a worker.

It asks the Docker of its own machine for nodes and tasks, and a worker answers that it is no
manager: the page is there, and empty, until the task happens to start on a manager.

Source: Docker Engine API v1.41, `/nodes` (503, "This node is not a swarm manager");
dockersamples/docker-swarm-visualizer, README.md (`node.role==manager`).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.product import products
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "stack.yml"

BAD = """
services:
  map:
    image: dockersamples/visualizer:stable
    deploy:
      placement:
        constraints: ["node.platform.os == linux"]
"""

GOOD = """
services:
  map:
    image: dockersamples/visualizer:stable
    deploy:
      placement:
        constraints: ["node.role == manager"]
"""

CHOSEN = ("node.role", "node.hostname", "node.id", "node.labels", "engine.labels")
"""What a constraint speaks of that may mean a manager."""


def check(stack: Stack, report: Report) -> None:
    """Report each visualizer of a stack that no constraint keeps on a manager."""
    for each in products(stack):
        one = each.container
        if each.kind != "visualizer" or one.by not in ("stack", "service"):
            continue
        if any(said.text.strip().startswith(CHOSEN) for said in one.constraints):
            continue
        at = one.constraints[0] if one.constraints else one.name
        report(
            f"`{one.name.text or 'the visualizer'}` may start where nobody tells it anything",
            at=at.span,
            says="a worker will do" if one.constraints else "no constraint",
            note="only a manager is asked for nodes and tasks; on a worker the page stays empty",
            help="write `node.role == manager` as a constraint",
        )
