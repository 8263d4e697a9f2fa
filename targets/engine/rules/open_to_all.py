"""The Docker engine listens to everyone, and asks nobody who they are.

Who can reach the port can start a container with the machine's whole disk in it. Machines with an
open 2375 are found within hours.

Source: docs.docker.com, "Protect the Docker daemon socket".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.machine import Daemon
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "daemon.json"

BAD = """
{
  "hosts": ["unix:///var/run/docker.sock", "tcp://0.0.0.0:2375"]
}
"""

GOOD = """
{
  "hosts": ["unix:///var/run/docker.sock", "tcp://0.0.0.0:2376"],
  "tlsverify": true
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each TCP socket without verified TLS."""
    for daemon in stack.all(Daemon):
        verify = daemon.settings.get("tlsverify")
        if verify is not None and verify.text == "true":
            continue
        for path, said in daemon.settings.items():
            if path.startswith("hosts.") and said.text.startswith("tcp://"):
                if said.text.startswith(("tcp://127.", "tcp://localhost", "tcp://[::1]")):
                    continue
                report(
                    "whoever reaches this port is root of the machine",
                    at=said.span,
                    says="no TLS, no password",
                    note="Docker's API can start a container with the whole disk in it",
                    help="use `ssh://` contexts, or `tlsverify` with certificates for clients",
                )
