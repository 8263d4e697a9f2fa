"""The only Prometheus stands on a machine of the stack that it looks at.

When that machine is lost, so is who would have told of it: of all alerts the one that matters most
is never called.

Source: Prometheus manual, "FAQ", "Can Prometheus be made highly available?" (two identical ones).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import counted
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app, mon from env
host vm[1..3] at 10.0.0.[1..3]
external pager at 10.9.0.1:9093
pxc shop {
  nodes shop[1..3] on vm[1..3]; root secret.root; sst secret.sst
  user app with secret.app; monitor mon with secret.mon
}
watch eye on vm1 { alert pager }
firewall lan { admin 10.0.9.0/24; clients 10.0.0.0/16 }
"""

GOOD = """
secret root, sst, app, mon from env
host vm[1..4] at 10.0.0.[1..4]
external pager at 10.9.0.1:9093
pxc shop {
  nodes shop[1..3] on vm[1..3]; root secret.root; sst secret.sst
  user app with secret.app; monitor mon with secret.mon
}
watch eye on vm4 { alert pager }
firewall lan { admin 10.0.9.0/24; clients 10.0.0.0/16 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report watches that all stand on one host, which carries something else too."""
    homes = {watch.host.name for watch in topology.watches}
    if len(homes) != 1 or len(topology.hosts) < 2:
        return
    first = topology.watches[0]
    carried = [each for each in (*topology.nodes, *topology.beside) if each.host is first.host]
    others = [each for each in carried if each not in topology.watches]
    if others:
        report(
            f"nobody tells when `{first.host.name}` is lost",
            at=first.origin("host"),
            says=f"stands beside {counted(len(others), 'part')} of the stack",
            note="the only Prometheus goes with the machine, and with it every alert",
            help="let two look, on two machines, or put it on a machine that carries nothing else",
        )
