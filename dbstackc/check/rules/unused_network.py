"""A network is declared and nothing lies in it.

Nothing is made for it. What was to lie in it lies in its host's own network instead.

Source: compose-spec, 06-networks.md (a service joins the networks that it names).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.segment import members
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network lan { driver macvlan; parent eth0; subnet 10.20.0.0/24; gateway 10.20.0.254 }
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network lan { driver macvlan; parent eth0; subnet 10.20.0.0/24; gateway 10.20.0.254 }
pxc a {
  nodes a[1..3] on vm[1..3] at 10.20.0.[1..3]; network lan
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report the networks that nothing names."""
    for network in topology.networks:
        if not members(topology)[network.name]:
            report(
                f"nothing lies in `{network.name}`",
                at=network.span,
                note="no network is made for it; what names none runs in its host's own",
                help="remove it, or name it, as in `network " + network.name + "`",
            )
