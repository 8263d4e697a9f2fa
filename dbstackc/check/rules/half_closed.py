"""Some hosts are closed by a firewall, and others that run a part of the stack are not.

What stands behind is as safe as the most open host beside it: a closed host lets in the packets of
the others, whoever sends them from there.

Source: nft(8) 1.0.6 (rules hold for the host that they are loaded on).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import listed
from dbstackc.check.rule import Report
from dbstackc.model.flows import flows
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
firewall lan on vm[1..2] { admin 10.0.9.0/24; clients 10.1.0.0/16 }
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
firewall lan { admin 10.0.9.0/24; clients 10.1.0.0/16 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report, once, the hosts that something listens on and no firewall closes."""
    if not topology.firewalls:
        return
    closed = {host.name for each in topology.firewalls for host in each.hosts}
    found = flows(topology)
    left = [host.name for host in topology.hosts if host.name not in closed and found[host.name]]
    if left:
        report(
            f"no firewall closes {listed(left, 3)}",
            at=topology.firewalls[0].origin("hosts"),
            says="these are closed",
            note="a closed host lets in what the open ones send, whoever sends it from there",
            help="close them too; without `on` a firewall closes all hosts",
        )
