"""Things on several hosts share a macvlan network, and have no fixed addresses in it.

A macvlan has no memory beyond its host: Docker on each host begins with the first address of the
subnet, so two hosts give the same one away. Nor does a name of one host resolve on another.

Source: Docker documentation, "Macvlan network driver"; moby v28, libnetwork/ipam (the default
driver is local to a host), libnetwork/resolver.go (names of endpoints of this daemon).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import counted
from dbstackc.check.rule import Report
from dbstackc.check.segment import members
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network lan { driver macvlan; parent eth0; subnet 10.20.0.0/24; gateway 10.20.0.254 }
pxc a {
  nodes a[1..3] on vm[1..3]; network lan
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
    """Report each macvlan in which two hosts would choose addresses."""
    for network in topology.networks:
        if network.driver != "macvlan":
            continue
        loose = [thing for thing in members(topology)[network.name] if thing.address is None]
        hosts = {thing.host.name: thing for thing in loose}
        if len(hosts) > 1:
            report(
                f"{counted(len(hosts), 'host')} choose addresses in `{network.name}` by themselves",
                at=network.span,
                beside=[(loose[0].span, f"`{loose[0].name}` has no address of its own")],
                note="no host knows what another gave away, so both begin with the same address,"
                " and names do not resolve between them",
                help="give each of them an address after `at`",
            )
