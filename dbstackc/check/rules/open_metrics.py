"""Whoever reaches a host reads what its exporters tell.

Exporters and Prometheus ask nobody who he is. They tell addresses, versions, the load of all
there is, and which part of a stack is down.

Source: Prometheus manual, "Security model" (HTTP endpoints should not be exposed to publicly
accessible networks).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import listed
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app, mon from env
host vm[1..3] at 10.0.0.[1..3]
external pager at 10.9.0.1:9093
pxc shop {
  nodes shop[1..3] on vm[1..3]; root secret.root; sst secret.sst
  user app with secret.app; monitor mon with secret.mon
}
watch eye[1..2] on vm[1..2] { alert pager }
"""

GOOD = """
secret root, sst, app, mon from env
host vm[1..3] at 10.0.0.[1..3]
external pager at 10.9.0.1:9093
pxc shop {
  nodes shop[1..3] on vm[1..3]; root secret.root; sst secret.sst
  user app with secret.app; monitor mon with secret.mon
}
watch eye[1..2] on vm[1..2] { alert pager }
firewall lan { admin 10.0.9.0/24; clients 10.0.0.0/16 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report the hosts that tell and that no firewall closes, once."""
    closed = {host.name for each in topology.firewalls for host in each.hosts}
    telling = dict.fromkeys(each.host.name for each in topology.exporters)
    open_ = [name for name in telling if name not in closed]
    if open_:
        first = topology.watches[0]
        report(
            f"anyone may read what {listed([f'`{name}`' for name in open_])} tell"
            f"{'s' if len(open_) == 1 else ''} of the stack",
            at=first.span,
            says="exporters stand on every host for it",
            note="neither exporters nor Prometheus ask for a password",
            help="close them: `firewall lan { admin …; clients … }`",
        )
