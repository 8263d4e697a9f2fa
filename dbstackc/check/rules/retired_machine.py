"""Machines are to be reached with docker-machine, which is retired.

Its last release is of 2019, and its repository is read-only since 2021: it knows neither today's
systems nor today's keys of ssh.

Source: docker/machine, README.md and release v0.16.2; Docker documentation, "Docker contexts".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
inventory docker-machine
"""

GOOD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
inventory contexts
"""


def check(topology: Topology, report: Report) -> None:
    """Report an inventory that is written for it."""
    known = topology.inventory
    if known is not None and "docker-machine" in known.ways:
        report(
            "`docker-machine` is retired",
            at=known.origin("ways"),
            note="its last release is of 2019, and nobody mends it",
            help="write `contexts`, and say `docker --context HOST`",
        )
