"""Which machine each container is on, by whatever tells."""

import re
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from posixpath import basename, dirname, normpath

from dbstackc.base.record import replace
from dbstackc.base.text import counted, listed
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Follow, Host, Options
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.facts.said import Said
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.follows import CLUSTER, label, replica, source
from dbstackc.lint.housed import balancers, mounts
from dbstackc.lint.lift.draft import Draft, held, is_placed
from dbstackc.lint.nets import fixed
from dbstackc.lint.product import DATABASES, products
from dbstackc.lint.registry import keeps, places, pulled_from
from dbstackc.lint.stack import Stack

_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_BOUND = re.compile(r"--(?:web\.listen-address|listen_ip)=(\d{1,3}(?:\.\d{1,3}){3})\b")
_NOWHERE = ("0.", "127.", "255.")


def place(draft: Draft) -> None:
    """Find the machines of a stack, and put its containers on them.

    A back end of a router, a member's own address and a holder's are machines, unless they are
    addresses of a Docker network. A container is where the back end of its name or of its port is;
    so is all that starts with it from one file.
    """
    nets = [net.subnet for net in fixed(draft.stack)]
    outer = {
        server.address.span
        for proxy in draft.stack.all(Proxy)
        for pool in proxy.pools
        for server in pool.servers
    }
    told = [(found, said) for found, said in _told(draft) if not _is_inside(said.text, nets)]
    files: dict[tuple[str, tuple[str, ...]], Said] = {}
    containers = draft.stack.all(Container)
    for found, address in told:
        for container in found:
            if is_placed(container):
                files.setdefault(_together(container), address)
            else:
                draft.homes.setdefault(id(container), draft.machine(address))
    draft.folders = _folders(containers)
    for container in sorted(containers, key=lambda one: not held(one)):
        said = files.get(_together(container)) if is_placed(container) else None
        if said is not None:
            machine = draft.machine(said, draft.wanted(container))
            draft.homes[id(container)] = machine
    for found, address in told:
        if found or address.span not in outer:
            draft.machine(address)
    for host in draft.stack.all(Host):
        draft.machine(host.address)
        draft.used.add(id(host))
    for container in containers:
        same = draft.find(draft.wanted(container))
        if id(container) not in draft.homes and same is not None and is_placed(container):
            draft.homes[id(container)] = same
    for vrrp in draft.stack.all(VrrpInstance):
        own = draft.machines.get(vrrp.own_address.text) if vrrp.own_address is not None else None
        if own is not None and own.device is None:
            own.device = vrrp.interface
    devices = {each.device.text for each in draft.machines.values() if each.device is not None}
    if len(devices) == 1:
        device = next(each.device for each in draft.machines.values() if each.device is not None)
        for each in draft.machines.values():
            each.device = device


def _file(container: Container) -> str:
    return container.span.source.name


def _together(container: Container) -> tuple[str, tuple[str, ...]]:
    """Return what containers of one machine have in common: a file, and what holds them to it."""
    return _file(container), held(container)


def _is_inside(text: str, nets: Sequence[IPv4Network | IPv6Network]) -> bool:
    """Tell whether an address is no machine's: it lies in a Docker network, or is no address.

    What holds on one link alone tells nobody else where a machine is.
    """
    try:
        own = ip_address(text)
    except ValueError:
        return True
    return own.is_link_local or any(own in net for net in nets)


def _folders(containers: Sequence[Container]) -> dict[str, str]:
    """Return what to call the machine of each file that starts containers: its folder's name."""
    names = list(dict.fromkeys(map(_file, containers)))
    keeping = {_file(one) for one in containers if keeps(one)}
    folders = {name: _folder(name, is_hub=name in keeping) for name in names}
    alone = [basename(folder) for folder in dict.fromkeys(folders.values())]
    return {
        name: basename(folder)
        for name, folder in folders.items()
        if alone.count(basename(folder)) == 1 and basename(folder)
    }


def _folder(name: str, *, is_hub: bool) -> str:
    """Return the machine's folder of a file; a registry may have one of its own in it."""
    folder = dirname(normpath(name))
    return dirname(folder) if is_hub and basename(folder) == "registry" else folder


def _told(draft: Draft) -> Iterator[tuple[Sequence[Container], Said]]:
    """Yield what runs somewhere, if it was seen, and the address of its machine, as files say."""
    known = _Known(draft)
    for host in draft.stack.all(DataHost):
        for end in host.ends:
            if end.address is not None and end.url is not None:
                yield known.called(end.name.text), Said(end.address, end.url.span)
    for options in draft.stack.all(Options):
        for group in options.groups.values():
            address = group.get("wsrep_node_address")
            name = group.get("wsrep_node_name")
            if address is not None:
                bare = address.text.partition(":")[0]
                found = known.called(name.text) if name is not None else ()
                found = found or known.reading(options.span.source.name)
                yield found, Said(bare, address.span)
    for vrrp in draft.stack.all(VrrpInstance):
        if vrrp.own_address is not None:
            yield known.reading(vrrp.span.source.name), vrrp.own_address
        for peer in vrrp.peers:
            yield (), peer
    yield from _followed(draft)
    yield from _kept(draft)
    yield from _come_to(draft)
    yield from _bound(draft)
    for proxy in draft.stack.all(Proxy):
        for pool in proxy.pools:
            for server in pool.servers:
                if server.port is not None and _ADDRESS.fullmatch(server.address.text):
                    yield known.called(server.name.text), server.address


def _kept(draft: Draft) -> Iterator[tuple[Sequence[Container], Said]]:
    """Yield the registries, and where: at the address that others pull from, as they say it."""
    containers = draft.stack.all(Container)
    asked = {each: one.image for one in containers if (each := pulled_from(one)) is not None}
    for one in containers:
        for _, address in places(one, asked):
            host, said = address.rpartition(":")[0], asked[address]
            if said is not None and _ADDRESS.fullmatch(host) and not host.startswith(_NOWHERE):
                yield [one], Said(host, said.span)


def _followed(draft: Draft) -> Iterator[tuple[Sequence[Container], Said]]:
    """Yield the databases that replicas are made to follow, and where."""
    databases = [
        each.container
        for each in products(draft.stack)
        if each.kind in DATABASES or label(each.container, CLUSTER)
    ]
    for step in draft.stack.all(Follow):
        follower = replica(step, databases)
        found = source(step, follower, databases) if follower is not None else None
        if found is not None:
            yield [found], step.name


def _come_to(draft: Draft) -> Iterator[tuple[Sequence[Container], Said]]:
    """Yield the balancers that applications come to, and where: by a port that one alone opens.

    MySQL's own port may be anybody's.
    """
    doors: dict[int, list[Container]] = {}
    for proxy, product in balancers(draft.stack):
        binds = [bind for pool in proxy.pools if pool.servers for bind in pool.binds]
        for opened in {bind.port for bind in binds if bind.port}:
            doors.setdefault(opened, []).append(product.container)
    vips = {a.text for vrrp in draft.stack.all(VrrpInstance) for a in vrrp.addresses}
    for one in draft.stack.all(Container):
        for said in (each.value for each in one.environment if each.value is not None):
            address, _, port = said.text.rpartition(":")
            found = doors.get(int(port), []) if port.isdigit() and int(port) != 3306 else []
            if len(found) == 1 and _ADDRESS.fullmatch(address) and address not in vips:
                yield found, Said(address, said.span)


def _bound(draft: Draft) -> Iterator[tuple[Sequence[Container], Said]]:
    """Yield what opens a port at one address of its machine, and that address."""
    for one in draft.stack.all(Container):
        for said in one.command if one.host_network is not None else ():
            match = _BOUND.match(said.text)
            if match is not None and not match[1].startswith(_NOWHERE):
                yield [one], Said(match[1], said.span)


class _Known:
    """The containers of a stack, found by their names or by what they read."""

    def __init__(self, draft: Draft) -> None:
        self._all = draft.stack.all(Container)
        self._by_name: dict[str, dict[str, list[Container]]] = {}
        for one in self._all:
            for called in one.called:
                self._by_name.setdefault(called, {}).setdefault(one.by, []).append(one)

    def called(self, name: str) -> Sequence[Container]:
        """Return what has a name, by each way to start it; nothing where several folders have."""
        ways = self._by_name.get(name, {}) if name else {}
        made: list[Container] = []
        for way, found in ways.items():
            if way in ("run", "service"):
                made.append(found[-1])
            elif len({dirname(_file(one)) for one in found}) == 1:
                made += found
        return made

    def reading(self, name: str) -> Sequence[Container]:
        """Return what mounts a file."""
        return [one for one in self._all if mounts(one, name)]


def without_twins(draft: Draft) -> Stack:
    """Return the stack without what another file starts too, by another way, on one machine.

    A bundle may show both a Compose file for each host and a stack for a Swarm.
    """
    first: dict[tuple[str, str], Container] = {}
    twins: set[int] = set()
    again: dict[int, list[tuple[Container, Container]]] = {}
    for one in draft.stack.all(Container):
        home = draft.homes.get(id(one))
        place = home.name if home is not None else draft.wanted(one)
        if not place or not is_placed(one) or not one.name.text or one.image is None:
            continue
        other = first.setdefault((one.name.text, place), one)
        if other.by != one.by:
            twins.add(id(one))
            again.setdefault(id(one.span.source), []).append((one, other))
            draft.twins.append(one)
    for found in again.values():
        _leave_twins(draft, found)
    if not twins:
        return draft.stack
    return Stack(
        tuple(
            replace(read, facts=tuple(each for each in read.facts if id(each) not in twins))
            for read in draft.stack.reads
        )
    )


def _leave_twins(draft: Draft, found: Sequence[tuple[Container, Container]]) -> None:
    """Note what one file starts too, but for a stack that says the same: that is deployed."""
    is_swarm = found[0][0].by in ("stack", "service")
    others = [one for one, other in found if not is_swarm or _told_of(one) != _told_of(other)]
    if others:
        names = listed([f"`{one.name.text}`" for one in others], 6)
        how = "otherwise" if is_swarm else "as much"
        draft.leave(
            others[0].name.span,
            f"{counted(len(others), 'service')} not carried here ({names}): another file that is"
            f" carried starts {how}",
        )


def _told_of(one: Container) -> Sequence[object]:
    """Return what a container is told that any way to start it says alike."""
    given = {each.name: each.value.text for each in one.environment if each.value is not None}
    kept = one.memory.text if one.memory is not None else ""
    image = one.image.text if one.image is not None else ""
    volumes = {mount.inside.text for mount in one.mounts if mount.kind == "volume"}
    opened = {(port.outside, port.inside) for port in one.ports}
    return image, [each.text for each in one.command], given, kept, volumes, opened
