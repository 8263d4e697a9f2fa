"""Two different containers publish one port of the host.

A host gives a port away once. Where both land on one machine the second one does not start; in a
Swarm, where a published port is everybody's, it never does.

Source: docs.docker.com, "Published ports"; "Use swarm mode routing mesh".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container, Port
from dbstackc.lint.product import products
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "run.sh"

BAD = """
docker run -d --name board -p 8080:8080 dockersamples/visualizer:2.0.1
docker run -d --name watch -p 8080:8080 gcr.io/cadvisor/cadvisor:v0.49.1
"""

GOOD = """
docker run -d --name board -p 8080:8080 dockersamples/visualizer:2.0.1
docker run -d --name watch -p 8081:8080 gcr.io/cadvisor/cadvisor:v0.49.1
"""


def check(stack: Stack, report: Report) -> None:
    """Report each port that containers of different images publish, in files of commands.

    Those of one image are members of one cluster, each on a machine of its own.
    """
    images = {id(each.container): each.image.repository for each in products(stack)}
    names = {id(each.container): each.container.name.text for each in products(stack)}
    taken: dict[tuple[str, int], tuple[Container, Port]] = {}
    told: set[tuple[str, int]] = set()
    for one in stack.all(Container):
        for port in one.ports:
            if port.outside is None or id(one) not in images:
                continue
            key = (port.protocol, port.outside)
            other, first = taken.setdefault(key, (one, port))
            if other is one or key in told or other.by == one.by == "compose":
                continue
            if port.span == first.span:
                continue  # of a base that files of several stacks have in common
            if _are_alike(images[id(one)], images[id(other)]) or _are_examples(one, other):
                continue
            if one.name.text and one.name.text == other.name.text:
                continue  # two ways to run one thing
            told.add(key)
            report(
                f"port {port.outside} of the host is published twice",
                at=port.span,
                says=f"by `{names[id(one)] or images[id(one)]}`",
                beside=[(first.span, f"by `{names[id(other)] or images[id(other)]}`")],
                note="on one machine, or in one Swarm, the second does not start",
                help="publish one of them at another port",
            )


def _are_alike(one: str, other: str) -> bool:
    """Tell whether two images are one, as two registries or editions have it."""
    left, right = one.rpartition("/")[2], other.rpartition("/")[2]
    return left.startswith(right) or right.startswith(left)


def _are_examples(one: Container, other: Container) -> bool:
    """Tell whether one of the two only shows how a command is written: it has no name."""
    return (one.by == "run" and not one.name.text) or (other.by == "run" and not other.name.text)
