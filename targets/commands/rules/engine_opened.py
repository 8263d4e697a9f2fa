"""The port of Docker's API is opened in a firewall.

2375 is the API without TLS: who can reach it is root of the machine. Machines with an open 2375 are
found within hours.

Source: docs.docker.com, "Protect the Docker daemon socket".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.machine import Opening
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "open.sh"

BAD = """
firewall-cmd --permanent --add-port=2375/tcp
"""

GOOD = """
firewall-cmd --permanent --add-port=2376/tcp
"""


def check(stack: Stack, report: Report) -> None:
    """Report each opening that holds 2375."""
    if any("tlsverify" in read.source.text for read in stack.reads):
        return
    for opening in stack.all(Opening):
        if opening.first is None or opening.last is None or opening.protocol != "tcp":
            continue
        if opening.first <= 2375 <= opening.last:
            report(
                "whoever reaches 2375 is root of the machine",
                at=opening.name.span,
                says="Docker's API, without TLS",
                note="it can start a container with the machine's whole disk in it",
                help="keep it closed, and reach the engine by an `ssh://` context",
            )
