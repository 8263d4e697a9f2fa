"""A registry asks nobody who they are.

Whoever reaches it may push, and what they push runs on every host at the next start.

Source: distribution 2.8, docs/deploying.md, "Restricting access".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
registry hub on vm1 { certificate "/etc/ssl/hub.crt"; key "/etc/ssl/hub.key" }
"""

GOOD = """
secret root, app, follow, hub from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
registry hub on vm1 {
  user puller with secret.hub
  certificate "/etc/ssl/hub.crt"; key "/etc/ssl/hub.key"
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report a registry without an account that others than its own host reach."""
    hub = topology.registry
    if hub is not None and hub.secret is None and not hub.is_alone:
        report(
            f"everyone may push to `{hub.name}`",
            at=hub.span,
            says="it has no user",
            note="what is pushed runs on every host at the next start",
            help="give it a `user`, as in `user puller with secret.registry`",
        )
