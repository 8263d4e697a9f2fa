"""The network of a vip does not hold the addresses of its holders.

The address is put on a device whose LAN has other addresses. Nobody there looks for it, since hosts
ask their LAN for addresses of their own network alone; and the holder now believes that the vip's
network is on that LAN.

Source: RFC 1122, 3.3.1.1 (local and remote addresses); keepalived.conf(5), virtual_ipaddress.
"""

from ipaddress import ip_address, ip_interface

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.9.100/24 to h[1..2] { auth secret.vrrp }
"""

GOOD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each vip whose network leaves a holder out; one of a single address says nothing."""
    for vip in topology.vips:
        network = ip_interface(f"{vip.address}/{vip.prefix}").network
        if network.prefixlen == network.max_prefixlen:
            continue
        for holder in vip.holders:
            if not holder.address or ip_address(holder.address) in network:
                continue
            at = vip.origin("address")
            report(
                f"`{holder.name}` at {holder.address} is not in the network of vip `{vip.name}`",
                at=at,
                says=f"{network}",
                beside=[(holder.span, f"is at {holder.address}")],
                note="hosts of that LAN do not look for the address there",
                help="choose an address of the holders' network, or correct the prefix",
            )
            break
