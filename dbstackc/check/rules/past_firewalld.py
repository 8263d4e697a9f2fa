"""Ports that containers publish are open to everybody where firewalld closes the host.

Docker puts the container's address in place of the host's, and firewalld takes every packet whose
address was replaced before it asks a policy. What the firewall says of such a port is not asked.

Source: firewalld 1.3.3, chain filter_FORWARD (`ct status dnat accept` comes first), seen with nft
list ruleset and by knocking; firewalld.conf(5), StrictForwardPorts, of later releases.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.flows import flows
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network inside { driver bridge; subnet 172.30.9.0/24 }
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
haproxy h at 172.30.9.2 in inside on vm1 { publish 3307 -> 3306; listen sql on 3306 to a }
firewall lan by firewalld { admin 10.0.9.0/24; clients 10.1.0.0/16 }
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network inside { driver bridge; subnet 172.30.9.0/24 }
pxc a {
  nodes a[1..3] on vm[1..3]
  root secret.root; sst secret.sst; user app with secret.app
}
haproxy h at 172.30.9.2 in inside on vm1 { publish 3307 -> 3306; listen sql on 3306 to a }
firewall lan { admin 10.0.9.0/24; clients 10.1.0.0/16 }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each published port of a host that firewalld closes."""
    for firewall in topology.firewalls:
        if firewall.engine != "firewalld":
            continue
        for host in firewall.hosts:
            for flow in flows(topology)[host.name]:
                if flow.inner is not None:
                    report(
                        f"port {flow.port} of {host.name} is open to whoever reaches the host",
                        at=flow.span,
                        beside=[(firewall.span, "firewalld is not asked about it")],
                        note="Docker leads it to a container, and firewalld lets in what was led",
                        help="close the hosts by nftables, put the container into the host's"
                        " network, or set StrictForwardPorts where firewalld has it",
                    )
