"""Operators may come from everywhere.

Ports that only operators need (ssh, status pages, the routers' console) are open to every address
there is, and a firewall that opens them so does not do what it is for.

Source: RFC 4632, 5.1 (0.0.0.0/0 holds all addresses).
"""

from ipaddress import ip_network

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
firewall lan { admin 0.0.0.0/0; clients 10.1.0.0/16 }
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
firewall lan { admin 10.0.0.0/8; clients 10.1.0.0/16 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each firewall with an admin network that is nearly all there is."""
    for firewall in topology.firewalls:
        wide = [each for each in firewall.admin if ip_network(each).prefixlen < 8]
        if wide:
            report(
                f"`{firewall.name}` lets in operators from {wide[0]}",
                at=firewall.origin("admin"),
                note="consoles ask for a password at most, and whoever tries has all day",
                help="name the network that operators sit in, or that their VPN ends in",
            )
