"""A container on a macvlan is not behind its host's firewall.

It has a device of its own on the wire: its packets never pass the host's rules, so all its ports
are open to the whole LAN.

Source: docker docs, "Macvlan network driver" (a container appears as a physical device); Linux,
drivers/net/macvlan.c (packets go to the container's device, not through the host's).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.segment import members
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network lan { driver macvlan; parent eth1; subnet 10.3.0.0/24; pool 10.3.0.128/25 }
pxc a {
  nodes a[1..3] on vm[1..3] at 10.3.0.[11..13]; network lan
  root secret.root; sst secret.sst; user app with secret.app
}
firewall lan { admin 10.0.9.0/24; clients 10.1.0.0/16 }
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
    """Report each macvlan with something on it that stands on a closed host."""
    closed = {host.name for each in topology.firewalls for host in each.hosts}
    for network in topology.networks if closed else ():
        inside = [thing for thing in members(topology)[network.name] if thing.host.name in closed]
        if network.driver == "macvlan" and inside:
            report(
                f"`{inside[0].name}` is not behind the firewall of its host",
                at=inside[0].origin("network"),
                beside=[(topology.firewalls[0].span, "closes hosts, not what is beside them")],
                note="on a macvlan a container has a device of its own, and no rule of the host's"
                " is asked",
                help="use the hosts' own network or a bridge, or filter where the LAN is switched",
            )
