"""A Docker network's subnet holds addresses that are somebody else's.

The host sends what goes to that subnet into the bridge. A host whose address lies in it cannot be
reached from there, nor can it reach its own containers; and a second network over the same
addresses is refused: "Pool overlaps with other one on this address space".

Source: moby v28, libnetwork/ipam (ErrPoolOverlap); moby/moby#21776; Docker documentation, "Bridge
network driver".
"""

from ipaddress import ip_address

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.check.segment import hosts_of, subnet
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, app, follow from env
host vm1 at 10.0.0.1
host vm2 at 10.0.0.2
network inner { driver bridge; subnet 10.0.0.0/24 }
replication a {
  source a1 on vm1; replicas a2 on vm2; network inner
  root secret.root; user app with secret.app; follow as f with secret.follow
}
"""

GOOD = """
secret root, app, follow from env
host vm1 at 10.0.0.1
host vm2 at 10.0.0.2
network inner { driver bridge; subnet 10.0.1.0/24 }
replication a {
  source a1 on vm1; replicas a2 on vm2; network inner
  root secret.root; user app with secret.app; follow as f with secret.follow
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each host that lies in a Docker network, and each two networks that overlap."""
    known = [
        (each, subnet(each.subnet), hosts_of(topology, each))
        for each in topology.networks
        if each.subnet
    ]
    for index, (network, within, hosts) in enumerate(known):
        inside = [host for host in topology.hosts if ip_address(host.address) in within]
        if inside and hosts and network.driver != "macvlan":
            host = inside[0]
            report(
                f"`{network.name}` holds the address of host `{host.name}`",
                at=network.origin("subnet"),
                says=f"{host.address} is one of these",
                beside=[(host.origin("address"), f"{len(inside)} of the hosts lie there")],
                note=f"what {hosts[0].name} sends to {host.address} would go into the network, and"
                " stay there",
                help="choose a subnet that nothing on the LAN uses",
            )
        for other, theirs, places in known[:index]:
            shared = [host for host in hosts if host in places]
            if shared and within.version == theirs.version and within.overlaps(theirs):
                report(
                    f"`{other.name}` and `{network.name}` share addresses",
                    at=network.origin("subnet"),
                    beside=[(other.origin("subnet"), f"`{other.name}`")],
                    note=f"both are needed on {shared[0].name}, and Docker refuses the second one",
                    help="choose a subnet for each",
                )
