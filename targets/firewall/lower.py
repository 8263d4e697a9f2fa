"""Topology to what each host lets in."""

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network

from dbstackc.model.flow.need import ADMIN, CLIENTS
from dbstackc.model.flows import flows
from dbstackc.model.thing import Host
from dbstackc.model.topology import Firewall, Topology

from .document import Document, NftablesFile, Opening, PolicyFile, Script, ZoneFile

NUMBERS = {"vrrp": "112", "esp": "50", "ipip": "4"}
"""Protocols without ports. Source: IANA, "Protocol Numbers"; RFC 5798, 5.1.1.4."""


def lower(topology: Topology) -> Iterator[Document]:
    """Yield the files of each closed host, in the order of the hosts."""
    closed = {host.name: each for each in topology.firewalls for host in each.hosts}
    for host in topology.hosts:
        if (firewall := closed.get(host.name)) is None:
            continue
        openings = tuple(_openings(topology, host, firewall))
        forms = (NftablesFile,) if firewall.engine == "nftables" else (ZoneFile, PolicyFile)
        for form in forms:
            yield form(stack=topology.name, host=host, firewall=firewall, openings=openings)
        yield Script(host=host, firewall=firewall)


def _openings(topology: Topology, host: Host, firewall: Firewall) -> Iterator[Opening]:
    networks = {ADMIN: firewall.admin, CLIENTS: firewall.clients}
    for flow in flows(topology)[host.name]:
        sources = [part for each in flow.sources for part in networks.get(each, (each,))]
        if sources:
            yield Opening(
                protocol=NUMBERS.get(flow.protocol, flow.protocol),
                port=flow.port,
                inner=flow.inner,
                sources=apart(sources),
                why=flow.why,
                span=flow.span,
            )


def apart(sources: Iterable[str]) -> tuple[str, ...]:
    """Leave out what lies in another: nftables refuses a set whose parts overlap."""
    networks = [ip_network(each) for each in dict.fromkeys(sources)]
    kept = [one for one in networks if not any(_lies_in(one, each) for each in networks)]
    return tuple(str(one.network_address) if _is_one(one) else str(one) for one in kept)


def _lies_in(one: IPv4Network | IPv6Network, other: IPv4Network | IPv6Network) -> bool:
    if isinstance(one, IPv4Network) and isinstance(other, IPv4Network):
        return one != other and one.subnet_of(other)
    if isinstance(one, IPv6Network) and isinstance(other, IPv6Network):
        return one != other and one.subnet_of(other)
    return False


def _is_one(network: IPv4Network | IPv6Network) -> bool:
    return network.prefixlen == network.max_prefixlen
