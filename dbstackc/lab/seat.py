"""Which machines a laboratory has, and which of them each container lives in."""

import ipaddress
from collections.abc import Iterable, Iterator, Sequence

from dbstackc.base.record import record, replace
from dbstackc.emit.service.spec import Service
from dbstackc.lab.machine import CLIENTS, Machine, Net
from dbstackc.lab.need import LabError
from dbstackc.model.topology import Topology

BRIDGES = [*(f"172.{number}.0.0/16" for number in range(18, 32)), "192.168.0.0/20"]
"""Where Docker lays networks whose subnet nobody said. Source: moby v28, libnetwork/ipamutils."""

OVERLAYS = [f"10.0.{number}.0/24" for number in range(1, 255)]
"""Source: Docker documentation, "docker swarm init" (--default-addr-pool: 10.0.0.0/8 by /24)."""

GATEWAY = "docker_gwbridge"

Network4 = ipaddress.IPv4Network | ipaddress.IPv6Network


@record(frozen=True, slots=True)
class Seats:
    """What there is.

    places: the machine of each service, by name.
    """

    machines: list[Machine]
    nets: list[Net]
    places: dict[str, str]


def seat(topology: Topology, kept: Sequence[Service]) -> Seats:
    """Return the machines of a laboratory; raise LabError for one that no machine can carry."""
    inside = [each for each in kept if each.network or each.joins]
    if inside and len(inside) == len(kept) and _is_local(topology, inside):
        return _one_bridge(topology, kept)
    hosts = [_host(topology, each.name, each.address, each.interface) for each in topology.hosts]
    places = {each.name: each.joins or each.name for each in inside}
    places |= {each.name: each.host.name for each in kept if each.name not in places}
    if not inside:
        return Seats([*hosts, _clients(topology, hosts)], [], places)
    nets = _nets(topology, inside)
    inner = list(_inner(topology, nets, [each for each in inside if each.joins is None]))
    inner = [replace(each, names=_names(each, inner, nets, inside)) for each in inner]
    hosts = [replace(each, cables=_cables(each, inner, nets)) for each in hosts]
    found = [*hosts, *inner]
    return Seats([*found, _clients(topology, found)], nets, places)


def _is_local(topology: Topology, inside: Sequence[Service]) -> bool:
    """Tell whether it is a stack of one machine that has no address of its own, in one bridge."""
    networks = {id(each.network): each.network for each in inside}
    return (
        len(networks) == 1
        and all(each and each.driver == "bridge" and each.subnet for each in networks.values())
        and all(ipaddress.ip_address(each.address).is_loopback for each in topology.hosts)
    )


def _one_bridge(topology: Topology, kept: Sequence[Service]) -> Seats:
    """Return containers as machines on the wire, which stands for the bridge."""
    owners = [each for each in kept if each.joins is None]
    given = {each.address for each in owners if each.address}
    network = owners[0].network
    assert network is not None and network.subnet is not None
    subnet = ipaddress.ip_network(network.subnet)
    free = (str(each) for each in list(subnet.hosts())[2:] if str(each) not in given)
    found = [
        Machine(each.name, f"{each.address or next(free)}/{subnet.prefixlen}", "eth0")
        for each in owners
    ]
    places = {each.name: each.joins or each.name for each in kept}
    bare = {each.name: each.bare for each in found}
    names = {each.name: bare[places[each.name]] for each in kept}
    names |= {each.alias: names[each.name] for each in kept if each.alias}
    found = [replace(each, names=names) for each in found]
    return Seats([*found, _clients(topology, found)], [], places)


def _host(topology: Topology, name: str, address: str, interface: str) -> Machine:
    """Return the machine of a host; its network is that of a vip it shares one with, else a /24."""
    own = ipaddress.ip_address(address)
    if own.version == 6:
        raise LabError(f"the host {name} has an address of IPv6, which a laboratory does not carry")
    for vip in topology.vips:
        network = ipaddress.ip_network(f"{vip.address}/{vip.prefix}", strict=False)
        if own in network:
            return Machine(name, f"{address}/{vip.prefix}", interface)
    return Machine(name, f"{address}/24", interface)


def _clients(topology: Topology, found: Sequence[Machine]) -> Machine:
    """Return a machine for clients, with the last address that is free beside the first one."""
    taken = {each.bare for each in found} | {vip.address for vip in topology.vips}
    taken |= {network.gateway or "" for network in topology.networks}
    network = ipaddress.ip_interface(found[0].address).network
    last = int(network.broadcast_address) - 1
    address = next(
        str(ipaddress.ip_address(number))
        for number in range(last, int(network.network_address), -1)
        if str(ipaddress.ip_address(number)) not in taken
    )
    return Machine(CLIENTS, f"{address}/{network.prefixlen}", "eth0")


def _nets(topology: Topology, inside: Sequence[Service]) -> list[Net]:
    """Return the networks in use, in the order written, and the gateway that an overlay takes."""
    used = {id(each.network) for each in inside}
    every = [each for each in topology.networks if id(each) in used]
    taken: list[Network4] = [ipaddress.ip_network(each.subnet) for each in every if each.subnet]
    taken += [ipaddress.ip_network(f"{each.address}/24", strict=False) for each in topology.hosts]
    found = []
    for each in every:
        pools = OVERLAYS if each.driver == "overlay" else BRIDGES
        subnet = ipaddress.ip_network(each.subnet) if each.subnet else _free(pools, taken)
        if subnet.version == 6:
            raise LabError(f"the network {each.name} is of IPv6, which a laboratory does not carry")
        gateway, parent = "", ""
        if each.driver == "bridge":
            first = each.gateway or next(_given_away(str(subnet), each.pool))
            gateway = f"{first}/{subnet.prefixlen}"
        elif each.driver == "macvlan":
            parent = each.parent or ""
        found.append(Net(each.name, each.driver, str(subnet), gateway, parent))
    if any(each.driver == "overlay" for each in found):
        subnet = _free(BRIDGES, taken)
        gateway = f"{next(subnet.hosts())}/{subnet.prefixlen}"
        found.append(Net(GATEWAY, "gateway", str(subnet), gateway))
    return found


def _free(pools: Iterable[str], taken: list[Network4]) -> Network4:
    """Return the first network of some that overlaps with none that is taken, and take it."""
    for each in map(ipaddress.ip_network, pools):
        if not any(each.overlaps(other) for other in taken):
            taken.append(each)
            return each
    raise LabError("no network is left for a subnet that nobody said", "say one: `subnet`")


def _inner(topology: Topology, nets: list[Net], owners: Sequence[Service]) -> Iterator[Machine]:
    """Yield the machine of each container that has a network of its own."""
    of = {each.name: each for each in nets}
    free = {
        (each.name, host): _addresses(topology, of, each.name, owners, host)
        for each in nets
        for host in ("", *(host.name for host in topology.hosts))
    }
    for each in owners:
        assert each.network is not None
        net, host = of[each.network.name], each.host.name
        if net.driver == "macvlan" and net.parent == "lo":
            raise LabError(f"{net.name} hangs on lo, which no cable is on")
        length = net.subnet.partition("/")[2]
        scope = "" if net.driver == "overlay" else host
        address = each.address or next(free[net.name, scope])
        gate = ""
        if net.driver == "overlay":
            out = of[GATEWAY]
            gate = f"{next(free[GATEWAY, host])}/{out.subnet.partition('/')[2]}"
        doors = [] if net.driver == "macvlan" else list(each.ports)
        yield Machine(each.name, f"{address}/{length}", "eth0", host, net.name, gate, doors=doors)


def _cables(host: Machine, inner: Sequence[Machine], nets: Sequence[Net]) -> list[str]:
    """Return the devices of a host, beside its own, that macvlans of its containers hang on."""
    used = {each.network for each in inner if each.host == host.name}
    below = (each.parent.partition(".")[0] for each in nets if each.name in used)
    return [*dict.fromkeys(each for each in below if each not in ("", host.interface))]


def _addresses(
    topology: Topology, of: dict[str, Net], name: str, owners: Sequence[Service], host: str
) -> Iterator[str]:
    """Yield what Docker may give away in a network, in its order; host: empty for all of them."""
    given = {each.gateway or "" for each in topology.networks} | {of[name].gateway.split("/")[0]}
    given |= {vip.address for vip in topology.vips}
    given |= {
        each.address
        for each in owners
        if each.address and each.network and each.network.name == name
        and host in ("", each.host.name)
    }  # fmt: skip
    pool = next((each.pool for each in topology.networks if each.name == name), None)
    for address in _given_away(of[name].subnet, pool):
        if address not in given:
            yield address


def _given_away(subnet: str, pool: str | None) -> Iterator[str]:
    """Yield the addresses of a subnet that Docker gives away, or of a pool in it.

    The first of a pool is one of them, and the gateway's where none is said. Measured with Docker
    20.10.24.
    """
    whole = ipaddress.ip_network(subnet)
    for address in ipaddress.ip_network(pool or subnet):
        if address not in (whole.network_address, whole.broadcast_address):
            yield str(address)


def _names(
    machine: Machine, inner: Sequence[Machine], nets: Sequence[Net], inside: Sequence[Service]
) -> dict[str, str]:
    """Return the names that Docker tells a container: of its network, and of its own engine.

    Source: moby v28, libnetwork/resolver.go (names of endpoints of this daemon, or of the swarm).
    """
    spans = any(each.name == machine.network and each.driver == "overlay" for each in nets)
    aliases = {each.name: each.alias for each in inside if each.alias and not each.joins}
    found: dict[str, str] = {}
    for each in inner:
        if each.network == machine.network and (spans or each.host == machine.host):
            found[each.name] = each.bare
            if each.name in aliases:
                found[aliases[each.name]] = each.bare
    return found
