"""One password serves accounts of different kinds.

Replicas, monitoring, state transfers and applications each have the rights they need. With one
password whoever knows one of them has the rights of all, and it cannot be changed for one alone.

Source: MySQL 8.4 manual, "Administrator guidelines for password security", "Access control and
account management".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import listed
from dbstackc.check.passwords import by_secret
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app; monitor exporter with secret.app
}
"""

GOOD = """
secret root, sst, app, look from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app; monitor exporter with secret.look
}
"""

APART = {"application", "replication", "monitor", "transfer"}


def check(topology: Topology, report: Report) -> None:
    """Report each secret of two kinds of accounts, root's apart."""
    for uses in by_secret(topology):
        if any(use.purpose in ("root", "vip", "status") for use in uses):
            continue
        shared = [use for use in uses if use.purpose in APART]
        if len(shared) > 1:
            report(
                f"`secret.{uses[0].secret.name}` serves {listed([use.who for use in shared])}",
                at=shared[1].at,
                beside=[(shared[0].at, "and here")],
                note="their rights differ, and who knows one password has them all",
                help="declare a secret for each",
            )
