"""Hosts pull their images over a network, and nothing encrypts what they pull.

Docker refuses a registry without a certificate that is not on the machine itself, unless the host's
daemon.json trusts it: `http: server gave HTTP response to HTTPS client`. Where it does, whoever
stands between chooses what runs as root, and reads the password.

Source: Docker documentation, "Test an insecure registry"; moby v20.10, registry/config.go
(127.0.0.0/8 is trusted).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, app, follow, hub from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
engine docker on vm1 { log 10M }
registry hub on vm1 { user puller with secret.hub }
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
    """Report a registry without a certificate: gravely where a host would not pull from it."""
    hub = topology.registry
    if hub is None or not hub.is_clear:
        return
    refusing = [host for host in topology.hosts if host.name not in topology.engine_of]
    help = 'write `certificate "/etc/ssl/hub.crt"` and `key "/etc/ssl/hub.key"`'
    if refusing:
        report(
            f"{refusing[0].name} refuses to pull from `{hub.name}`",
            at=hub.span,
            says="it has no certificate",
            beside=[(refusing[0].span, "no `engine` speaks of it")],
            note="Docker takes no image in clear, unless its daemon.json trusts the place",
            help=(help, "or let an `engine` set every host's daemon.json, which then trusts it"),
        )
        return
    report(
        f"what is pulled from `{hub.name}` may come from anyone",
        at=hub.span,
        says="it has no certificate",
        note="whoever stands between chooses what runs as root, and reads the password",
        help=help,
        level=Level.WARNING,
    )
