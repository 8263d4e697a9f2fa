"""What lies in which Docker network, and on which host's part of it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network

from dbstackc.model.thing import Host, Network, Placed
from dbstackc.model.topology import Topology


def placed(topology: Topology) -> Iterator[Placed]:
    """Yield what lies in a Docker network: nodes, routers, balancers, in order."""
    for cluster in topology.clusters:
        if cluster.nodes[0].network is not None:
            yield from cluster.nodes
    for thing in topology.beside:
        if thing.network is not None:
            yield thing


@lru_cache(maxsize=2)
def members(topology: Topology) -> Mapping[str, tuple[Placed, ...]]:
    """Return what lies in each network, by its name; every network has an entry."""
    found: dict[str, list[Placed]] = {network.name: [] for network in topology.networks}
    for thing in placed(topology):
        if thing.network is not None:
            found[thing.network.name].append(thing)
    return {name: tuple(things) for name, things in found.items()}


def hosts_of(topology: Topology, network: Network) -> tuple[Host, ...]:
    """Return the hosts that something in a network stands on, in order."""
    return tuple(dict.fromkeys(thing.host for thing in members(topology)[network.name]))


def segments(topology: Topology) -> Iterator[tuple[Network, tuple[Placed, ...]]]:
    """Yield the things that share one space of addresses, and their network.

    A bridge is each host's own, so it has one such space a host.
    """
    for network in topology.networks:
        things = members(topology)[network.name]
        if network.driver != "bridge":
            if things:
                yield network, things
            continue
        parts: dict[str, list[Placed]] = {}
        for thing in things:
            parts.setdefault(thing.host.name, []).append(thing)
        for part in parts.values():
            yield network, tuple(part)


def subnet(text: str) -> IPv4Network | IPv6Network:
    """Return a network's addresses."""
    return ip_network(text)
