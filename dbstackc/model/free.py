"""Addresses that nothing in a topology uses."""

from collections.abc import Iterable
from ipaddress import IPv4Network, ip_address, ip_network

WIDE = tuple(f"10.{number}.0.0/16" for number in range(214, 255))
"""What is offered: off Docker's own pools (172.17/12, 192.168/16), the ingress network of a Swarm
(10.0.0.0/24) and what a Swarm hands out first (10.0.1.0/24 and on)."""


def free(taken: Iterable[IPv4Network], count: int = 1) -> tuple[str, ...]:
    """Return the first so many networks of /16 that nothing overlaps; fewer where none are left."""
    known = tuple(taken)
    found = (each for each in WIDE if not any(IPv4Network(each).overlaps(one) for one in known))
    return tuple(each for each, _ in zip(found, range(count), strict=False))


def around(addresses: Iterable[str]) -> tuple[IPv4Network, ...]:
    """Return the LANs that addresses may lie in: as wide as they are among private ones, a /16.

    IPv6 is left out: no pool of ours is.
    """
    known = [ip_address(text) for text in addresses]
    wide = [IPv4Network(f"{each}/16", strict=False) for each in known if each.version == 4]
    return tuple(dict.fromkeys(wide))


def declared(subnets: Iterable[str | None]) -> tuple[IPv4Network, ...]:
    """Return the networks of IPv4 among some that were written, or not."""
    found = (ip_network(text) for text in subnets if text)
    return tuple(each for each in found if isinstance(each, IPv4Network))
