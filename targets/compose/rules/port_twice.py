"""Two services of one file publish one port.

They start on one machine, which gives a port away once: the second one does not start.

Source: docs.docker.com, "Published ports".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.excerpt import Excerpt
from dbstackc.lint.facts.container import Container, Port
from dbstackc.lint.stack import Stack

from ..existing.names import owners

LEVEL = Level.ERROR

EXAMPLE = "compose.yml"

BAD = """
services:
  one:
    image: haproxy:2.8.5
    ports: ["127.0.0.1:3306:3306"]
  two:
    image: haproxy:2.8.5
    ports: ["127.0.0.1:3306:3307"]
"""

GOOD = """
services:
  one:
    image: haproxy:2.8.5
    ports: ["127.0.0.1:3306:3306"]
  two:
    image: haproxy:2.8.5
    ports: ["127.0.0.2:3306:3307"]
"""


def check(stack: Stack, report: Report) -> None:
    """Report each port of one file that a service before has, by address and protocol."""
    owner = owners(stack.documents("compose"))
    taken: dict[tuple[object, int, str], tuple[Container, Port]] = {}
    for one in stack.all(Container):
        if one.by not in ("compose", "stack"):
            continue
        for port in one.ports:
            if port.outside is None or one.profiled:
                continue
            name = one.span.source.name
            whose = owner[name].source.name if name in owner else name
            key = (_part(one, whose), port.outside, port.protocol)
            other, first = taken.setdefault(key, (one, port))
            if other is one or not _meet(first.address, port.address):
                continue
            if one.by == "stack" and first.mode == port.mode == "host":
                continue  # each opens it on its own machine
            report(
                f"`{other.name.text}` and `{one.name.text}` publish port {port.outside}",
                at=port.span,
                says=f"by `{one.name.text}`",
                beside=[(first.span, f"by `{other.name.text}`")],
                note="a machine gives a port away once; the second one does not start",
                help="publish one of them at another port",
            )


def _part(one: Container, whose: str) -> object:
    """Return what stands for the file of a container; a document may show several."""
    source = one.span.source
    return source if isinstance(source, Excerpt) else whose


def _meet(one: str, other: str) -> bool:
    return one == other or {one, other} & {"", "0.0.0.0"} != set()
