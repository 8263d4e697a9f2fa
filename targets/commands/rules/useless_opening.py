"""A port is opened that nothing uses.

VXLAN, which carries overlay networks, is UDP; 4789/tcp leads to nothing. What is open and unused is
one more way in, the day that something listens there.

Source: docs.docker.com, "Getting started with swarm mode", open protocols and ports.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.machine import Opening
from dbstackc.lint.stack import Stack

LEVEL = Level.ADVICE

EXAMPLE = "open.sh"

BAD = """
firewall-cmd --permanent --add-port=4789/tcp
firewall-cmd --permanent --add-port=4789/udp
"""

GOOD = """
firewall-cmd --permanent --add-port=4789/udp
"""


UNUSED = {(4789, "tcp"): "VXLAN is UDP", (2377, "udp"): "managers speak TCP"}


def check(stack: Stack, report: Report) -> None:
    """Report each opening of a port by a protocol that nobody speaks there."""
    for opening in stack.all(Opening):
        why = UNUSED.get((opening.first or 0, opening.protocol))
        if why is None or opening.first != opening.last:
            continue
        report(
            f"nothing uses {opening.name.text}",
            at=opening.name.span,
            says=why,
            note="what is open and unused is one more way in",
            help="leave it closed",
        )
