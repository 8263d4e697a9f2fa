"""A secret is declared and nothing uses it.

Whoever deploys is asked for a value that opens nothing, or a `with` was forgotten where it was to
be.

Source: `dbstackc secrets` (asks for every declared secret).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.passwords import uses_of_secrets
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app, spare from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report the secrets that nothing names."""
    used = {use.secret.name for use in uses_of_secrets(topology)}
    for secret in topology.secrets:
        if secret.name not in used:
            report(
                f"nothing uses `secret.{secret.name}`",
                at=secret.span,
                note="its value would be asked for, and opens nothing",
                help="remove it, or name it where it belongs",
            )
