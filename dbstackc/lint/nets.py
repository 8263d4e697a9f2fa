"""The Docker networks of a stack that have fixed addresses in them, whether declared or not."""

from collections import Counter
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from dbstackc.base.record import record
from dbstackc.lint.facts.container import Attached, Container, Net
from dbstackc.lint.stack import Stack


@record(frozen=True, slots=True, eq=False)
class Fixed:
    """A network in which containers have fixed addresses.

    fact: where it is made, or None if that was not seen. driver: "" where nothing says it.
    subnet: the declared one, else the /16 (IPv6: /64) that the addresses share.
    containers: those with a fixed address in it, in order.
    """

    name: str
    fact: Net | None
    driver: str
    subnet: IPv4Network | IPv6Network
    containers: tuple[tuple[Container, Attached], ...]


def fixed(stack: Stack) -> list[Fixed]:
    """Return the networks of a stack that hold a fixed address, by name."""
    facts: dict[str, Net] = {}
    for net in stack.all(Net):
        facts.setdefault(net.name.text, net)
    inside: dict[str, list[tuple[Container, Attached]]] = {}
    for container in stack.all(Container):
        for attached in container.networks:
            if attached.address is not None and "$" not in attached.address.text:
                inside.setdefault(attached.network.text, []).append((container, attached))
    found = []
    for name, containers in sorted(inside.items()):
        fact = facts.get(name)
        subnet = _declared(fact) or _shared([a.address.text for _, a in containers if a.address])
        if subnet is not None:
            driver = fact.driver.text if fact is not None and fact.driver is not None else ""
            found.append(Fixed(name, fact, driver, subnet, tuple(containers)))
    return found


def _declared(fact: Net | None) -> IPv4Network | IPv6Network | None:
    for subnet in fact.subnets if fact else ():
        try:
            return ip_network(subnet.text, strict=False)
        except ValueError:
            continue
    return None


def _shared(addresses: list[str]) -> IPv4Network | IPv6Network | None:
    counts: Counter[IPv4Network | IPv6Network] = Counter()
    for text in addresses:
        try:
            address = ip_address(text)
        except ValueError:
            continue
        prefix = 16 if address.version == 4 else 64
        counts[ip_network(f"{address}/{prefix}", strict=False)] += 1
    return max(counts, key=lambda net: counts[net]) if counts else None
