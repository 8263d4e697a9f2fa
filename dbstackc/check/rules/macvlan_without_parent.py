"""A macvlan network names no device below it.

Without a parent Docker makes a dummy device and hangs the network on that: containers of this host
reach each other, and nothing on the LAN reaches them.

Source: moby v28, libnetwork/drivers/macvlan/macvlan_network.go, CreateNetwork (no parent:
createDummyLink, internal).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network lan { driver macvlan; subnet 10.20.0.0/24; gateway 10.20.0.254 }
pxc a {
  nodes a[1..3] on vm[1..3] at 10.20.0.[1..3]; network lan
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
    """Report each macvlan that hangs on nothing."""
    for network in topology.networks:
        if network.driver == "macvlan" and network.parent is None:
            report(
                f"`{network.name}` hangs on no device",
                at=network.origin("driver"),
                note="Docker would make a dummy device: nobody outside the host reaches it",
                help="name the device of the LAN, as in `parent eth0`",
            )
