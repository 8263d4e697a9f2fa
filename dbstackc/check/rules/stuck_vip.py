"""A vip is held in networks where it cannot move.

An overlay hands packets to the machine where Docker put an address, so a vip on it is reached from
its holder's own host alone; and bridges on two hosts are two networks, whose holders never hear of
each other, so both hold the address.

Source: moby/libnetwork issue 552 (no ARP or multicast over an overlay); Docker documentation,
"Bridge network driver".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ERROR

BAD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
network inner { driver bridge; subnet 10.20.0.0/24 }
haproxy h[1..2] at 10.20.0.[7..8] in inner on vm[1..2] {
  publish 3306 -> 3306; listen sql on 3306 to legacy[1..2]
}
vip db at 10.20.0.100/24 to h[1..2] { auth secret.vrrp }
"""

GOOD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
network inner { driver macvlan; parent eth0; subnet 10.20.0.0/24 }
haproxy h[1..2] at 10.20.0.[7..8] in inner on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.20.0.100/24 to h[1..2] { auth secret.vrrp }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each vip held inside an overlay, or inside bridges of several hosts."""
    for vip in topology.vips:
        inner = [each for each in vip.holders if each.inside and each.balancer is not None]
        network = inner[0].balancer.network if inner and inner[0].balancer else None
        if network is None:
            continue
        hosts = {holder.host.name for holder in vip.holders}
        if network.driver == "overlay":
            what = "is reached from its holder's own host alone"
            note = "an overlay asks Docker where an address is, and Docker does not know this one"
        elif network.driver == "bridge" and len(hosts) > 1:
            what = f"is held by {len(hosts)} hosts at once"
            note = "a bridge ends at its host: the holders never hear each other's adverts"
        else:
            continue
        report(
            f"vip `{vip.name}` {what}",
            at=vip.origin("holders"),
            beside=[(network.origin("driver"), f"they hold it in `{network.name}`")],
            note=note,
            help="let balancers in the hosts' own network hold it",
        )
