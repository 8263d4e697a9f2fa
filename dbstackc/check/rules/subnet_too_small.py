"""A network has fewer addresses than things in it.

Of a subnet the first and the last address are no host's, and one is the gateway's; an overlay takes
one more on each host. What starts last gets none: "no available IPv4 addresses on this network's
address pools".

Source: moby v28, libnetwork/ipam (ErrNoAvailableIPs); moby/moby#21776 (an overlay's own addresses).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.text import counted
from dbstackc.check.rule import Report
from dbstackc.check.segment import segments, subnet
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
deploy swarm { managers vm[1..3] }
network inner { driver overlay; subnet 10.20.0.0/29 }
pxc a {
  nodes a[1..3] on vm[1..3]; network inner
  root secret.root; sst secret.sst; user app with secret.app
}
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
deploy swarm { managers vm[1..3] }
network inner { driver overlay; subnet 10.20.0.0/28 }
pxc a {
  nodes a[1..3] on vm[1..3]; network inner
  root secret.root; sst secret.sst; user app with secret.app
}
"""


def check(topology: Topology, report: Report) -> None:
    """Report each network in which something goes without an address."""
    told: set[str] = set()
    for network, things in segments(topology):
        if network.subnet is None or network.name in told:
            continue
        size = subnet(network.subnet).num_addresses
        room = size - 3 if size > 3 else 0
        own = len({thing.host.name for thing in things}) if network.driver == "overlay" else 0
        if len(things) + own > room:
            told.add(network.name)
            report(
                f"`{network.name}` has room for {max(room - own, 0)} of {len(things)} containers",
                at=network.origin("subnet"),
                says=f"{counted(size, 'address', 'addresses')}",
                note="two are no host's and one is the gateway's"
                + (f"; an overlay takes one on each of {own} hosts" if own else ""),
                help="give it a larger subnet, such as a /24",
            )
