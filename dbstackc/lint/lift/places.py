"""Which machine each container is on, by whatever tells."""

import re
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from posixpath import basename, dirname, normpath

from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Options
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.facts.said import Said
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.housed import mounts
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.nets import fixed

_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def place(draft: Draft) -> None:
    """Find the machines of a stack, and put its containers on them.

    A back end of a router, a member's own address and a holder's are machines, unless they are
    addresses of a Docker network. A container is where the back end of its name or of its port is;
    so is all that starts with it from one file.
    """
    nets = [net.subnet for net in fixed(draft.stack)]
    told = [(name, said) for name, said in _told(draft) if not _is_inside(said.text, nets)]
    files: dict[str, Said] = {}
    containers = draft.stack.all(Container)
    by_name = {name: one for one in containers for name in one.called if name}
    for name, address in told:
        container = by_name.get(name)
        if container is not None and container.by != "run":
            files.setdefault(container.span.source.name, address)
        elif container is not None:
            draft.homes.setdefault(id(container), draft.machine(address))
    wanted = _folders(containers)
    for container in containers:
        said = files.get(container.span.source.name)
        if said is not None:
            machine = draft.machine(said, wanted.get(container.span.source.name, ""))
            draft.homes[id(container)] = machine
    for _, address in told:
        draft.machine(address)
    for vrrp in draft.stack.all(VrrpInstance):
        own = draft.machines.get(vrrp.own_address.text) if vrrp.own_address is not None else None
        if own is not None and own.device is None:
            own.device = vrrp.interface
    devices = {each.device.text for each in draft.machines.values() if each.device is not None}
    if len(devices) == 1:
        device = next(each.device for each in draft.machines.values() if each.device is not None)
        for each in draft.machines.values():
            each.device = device


def _is_inside(text: str, nets: Sequence[IPv4Network | IPv6Network]) -> bool:
    """Tell whether an address is no machine's: it lies in a Docker network, or is no address."""
    if not _ADDRESS.fullmatch(text):
        return True
    try:
        return any(ip_address(text) in net for net in nets)
    except ValueError:
        return True


def _folders(containers: Sequence[Container]) -> dict[str, str]:
    """Return what to call the machine of each file that starts containers: its folder's name."""
    names = list(dict.fromkeys(c.span.source.name for c in containers))
    folders = {name: dirname(normpath(name)) for name in names}
    alone = [basename(folder) for folder in dict.fromkeys(folders.values())]
    return {
        name: basename(folder)
        for name, folder in folders.items()
        if alone.count(basename(folder)) == 1 and basename(folder)
    }


def _told(draft: Draft) -> Iterator[tuple[str, Said]]:
    """Yield the name of what runs somewhere and the address of its machine, as files tell them."""
    for host in draft.stack.all(DataHost):
        for end in host.ends:
            if end.address is not None and end.url is not None:
                yield end.name.text, Said(end.address, end.url.span)
    for options in draft.stack.all(Options):
        for group in options.groups.values():
            address = group.get("wsrep_node_address")
            name = group.get("wsrep_node_name")
            if address is not None:
                bare = address.text.partition(":")[0]
                yield name.text if name is not None else "", Said(bare, address.span)
    for vrrp in draft.stack.all(VrrpInstance):
        if vrrp.own_address is not None:
            yield _reader(draft, vrrp.span.source.name), vrrp.own_address
        for peer in vrrp.peers:
            yield "", peer
    for proxy in draft.stack.all(Proxy):
        for pool in proxy.pools:
            for server in pool.servers:
                if server.port is not None and _ADDRESS.fullmatch(server.address.text):
                    yield server.name.text, server.address


def _reader(draft: Draft, name: str) -> str:
    """Return the name of the container that mounts a file, or ""."""
    found = (each.name.text for each in draft.stack.all(Container) if mounts(each, name))
    return next(found, "")
