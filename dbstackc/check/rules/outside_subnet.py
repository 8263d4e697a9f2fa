"""An address, a pool or a gateway lies outside its network's subnet.

Docker refuses the network, or the container: "no configured subnet or ip-range contain the IP
address".

Source: moby v28, api/types/network/endpoint.go (IsInRange), api/types/network/ipam.go, ValidateIPAM
(ip-range and gateway within the subnet).
"""

from ipaddress import ip_address

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.check.segment import members, subnet
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
network lan { driver macvlan; parent eth0; subnet 10.20.0.0/24; gateway 10.20.0.254 }
pxc a {
  nodes a[1..3] on vm[1..3] at 10.21.0.[1..3]; network lan
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
    """Report whatever Docker looks for in a subnet that does not hold it."""
    for network in topology.networks:
        if network.subnet is None:
            for field, text in (("pool", network.pool), ("gateway", network.gateway)):
                if text:
                    report(
                        f"`{network.name}` has a {field}, and no subnet",
                        at=network.origin(field),
                        note=f"Docker takes a {field} only within a subnet that was given",
                        help="give the subnet too",
                    )
            continue
        within = subnet(network.subnet)
        found: dict[Span, str] = {}
        if network.gateway and ip_address(network.gateway) not in within:
            found[network.origin("gateway")] = f"the gateway {network.gateway}"
        if network.pool:
            pool = subnet(network.pool)
            if pool[0] not in within or pool[-1] not in within:
                found[network.origin("pool")] = f"the pool {network.pool}"
        for thing in members(topology)[network.name]:
            if thing.address and ip_address(thing.address) not in within:
                what = f"`{thing.name}`, {thing.address},"
                found.setdefault(thing.origin("address"), what)
        for at, what in found.items():
            report(
                f"{what} lies outside {network.subnet}",
                at=at,
                beside=[(network.origin("subnet"), f"the subnet of `{network.name}`")],
                note="Docker refuses what its subnet does not hold",
                help=f"choose one of {within[0]} to {within[-1]}",
            )
