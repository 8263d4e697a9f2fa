"""A firewall lets operators in, and no application.

The hosts have doors for applications, and the firewall names no network that those come from: each
connection is dropped without an answer, and times out.

Source: nft(8) 1.0.6, "Chains" (policy drop); firewalld.zone(5), target DROP.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.flow.need import CLIENTS
from dbstackc.model.flows import flows
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
firewall lan { admin 10.0.9.0/24 }
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
    """Report each firewall without clients whose hosts have doors for them."""
    for firewall in topology.firewalls:
        if firewall.clients:
            continue
        asked = [
            flow
            for host in firewall.hosts
            for flow in flows(topology)[host.name]
            if CLIENTS in flow.sources
        ]
        if asked:
            first = asked[0]
            report(
                f"no application gets through `{firewall.name}`",
                at=firewall.span,
                beside=[
                    (first.span, f"applications come to port {first.port} of {first.host.name}")
                ],
                note="what is not let in is dropped without an answer, so a client waits in vain",
                help="say where applications come from, as in `clients 10.1.0.0/16`",
            )
