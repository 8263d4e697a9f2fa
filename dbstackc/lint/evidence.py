"""Words by which files are joined: what one gives, and what another asks for."""

import re
from collections.abc import Iterable
from posixpath import basename, dirname, normpath

from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.hub import Mirrored, Trust
from dbstackc.lint.facts.machine import Daemon, Follow, Host, Label, Options, Swarm
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.facts.reach import Access, Way
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.facts.timed import Copied, Unit
from dbstackc.lint.facts.vrrp import VirtualServer, VrrpInstance
from dbstackc.lint.facts.wall import Wall
from dbstackc.lint.follows import TOPOLOGY, by_name, label
from dbstackc.lint.machines import called
from dbstackc.lint.reached import EVERYWHERE
from dbstackc.lint.reader import Read
from dbstackc.lint.registry import keeps, pulled_from

_PRIVATE = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}$")
_NOWHERE = ("0.", "127.", "255.")
_GROUP = "gcomm://"
_USUAL = 3306
"""MySQL's own port."""


def given(read: Read) -> Iterable[str]:
    """Yield the words that a file gives: names, places, vips, groups."""
    for fact in read.facts:
        if isinstance(fact, Container):
            yield from (name for name in fact.called if name)
            yield from _parts(fact)
            yield from _kept(fact)
            for attached in fact.networks:
                if attached.address is not None:
                    yield from _address(attached.address.text)
        elif isinstance(fact, VrrpInstance):
            for address in fact.addresses:
                yield f"vip {address.text.partition('/')[0]}"
        elif isinstance(fact, DataHost):
            for end in fact.writers:
                yield f"{end.address}:{end.port}"
        elif isinstance(fact, Options):
            yield from _members(fact)
            ports = {group["port"].number for group in fact.groups.values() if "port" in group}
            stem = basename(fact.span.source.name).partition(".")[0]
            yield from (f"{stem} at {port}" for port in ports - {_USUAL})
        elif isinstance(fact, Host):
            yield from (f"machine {fact.name.text}", _located(fact))
        elif isinstance(fact, Access):
            yield f"logins in {dirname(normpath(read.source.name))}"
        elif isinstance(fact, Swarm) and fact.node is not None:
            yield f"machine {fact.node.text}"
        elif isinstance(fact, Label):
            yield from (f"machine {fact.node.text}", f"label {fact.name.text}")


def asked(read: Read) -> Iterable[str]:
    """Yield the words that a file asks for."""
    for fact in read.facts:
        if isinstance(fact, Host):
            yield _located(fact)
        elif isinstance(fact, Way):
            yield f"logins in {dirname(normpath(read.source.name))}"
            yield from (f"machine {fact.host}",) if fact.host else ()
        elif isinstance(fact, Container):
            yield from _joined(fact)
            yield from _machines(fact)
            yield from _pulled(pulled_from(fact))
            if label(fact, TOPOLOGY):
                yield f"topology {label(fact, TOPOLOGY)}"
        elif isinstance(fact, Proxy):
            for pool in fact.pools:
                for server in pool.servers:
                    yield server.address.text
                    yield f"{server.address.text}:{server.port}"
                    yield f"{server.name.text} at {server.port}"
        elif isinstance(fact, VrrpInstance):
            for address in fact.addresses:
                yield f"vip {address.text.partition('/')[0]}"
        elif isinstance(fact, VirtualServer):
            for end in fact.ends:
                yield from _address(end.address.text)
                yield f"vip {end.address.text}"
        elif isinstance(fact, DataHost):
            for back in fact.ends:
                yield back.name.text
                if back.address is not None:
                    yield back.address
                    yield f"{back.address}:{back.port}"
        elif isinstance(fact, Options):
            yield from _members(fact)
        elif isinstance(fact, Daemon):
            yield f"machine {called('daemon', fact.span.source.name)}"
        elif isinstance(fact, Wall):
            yield f"machine {called(fact.engine, fact.span.source.name)}"
        elif isinstance(fact, Copied):
            yield fact.node.text
        elif isinstance(fact, Mirrored | Trust):
            name = fact.second if isinstance(fact, Mirrored) else fact.hub
            yield from _pulled(name.text.partition("/")[0])
        elif isinstance(fact, Unit):
            yield from (word for line in fact.runs for word in _entered(line.text))
        elif isinstance(fact, Follow) and by_name(fact):
            yield from (fact.name.text, by_name(fact))


def _entered(line: str) -> Iterable[str]:
    """Yield what may be the container that a command line enters."""
    if "docker" in line or "podman" in line:
        yield from line.split()


def _pulled(address: str | None) -> Iterable[str]:
    """Yield by what a registry is known that images come from, by its address and its port."""
    if address is not None:
        yield from (f"images at {address}", f"images at :{address.rpartition(':')[2]}")


def _kept(container: Container) -> Iterable[str]:
    """Yield where a registry is reached; at every address of its host it is known by its port."""
    for port in container.ports if keeps(container) else ():
        address = "" if port.address in EVERYWHERE else port.address
        yield f"images at {address}:{port.outside}"


def _located(host: Host) -> str:
    return f"machine {host.name.text} at {host.address.text}"


def _parts(container: Container) -> Iterable[str]:
    """Yield what a label says that a container is a part of, and the doors of a database by name.

    A usual port tells nothing.
    """
    if label(container, TOPOLOGY):
        yield f"topology {label(container, TOPOLOGY)}"
    for port in container.ports:
        if port.outside is not None and port.inside == _USUAL != port.outside:
            yield from (f"{name} at {port.outside}" for name in container.called if name)


def _joined(container: Container) -> Iterable[str]:
    """Yield whom an arbiter joins, as its command says."""
    for said in container.command:
        if said.text.startswith(_GROUP):
            members = said.text.removeprefix(_GROUP).split(",")
            yield from members
            yield from (each.partition(":")[0] for each in members)


def _machines(container: Container) -> Iterable[str]:
    """Yield the machine that a container is held to, and the labels that hold it.

    What Compose starts is of the machine that its folder is called after, if any is called so.
    """
    if container.by == "compose":
        folder = basename(dirname(normpath(container.span.source.name)))
        yield from (f"machine {folder}",) if folder else ()
    for said in container.constraints:
        key, equal, wanted = (part.strip() for part in said.text.partition("=="))
        if equal and key == "node.hostname":
            yield f"machine {wanted}"
        elif equal:
            yield f"label {key.removeprefix('node.labels.')}={wanted}"


def _members(options: Options) -> Iterable[str]:
    for group in options.groups.values():
        said = group.get("wsrep_cluster_address")
        if said is not None and len(said.text) > len(_GROUP):
            yield f"group {said.text}"
        own = group.get("wsrep_node_address")
        if own is not None:
            yield own.text


def _address(text: str) -> Iterable[str]:
    if _PRIVATE.match(text) and not text.startswith(_NOWHERE):
        yield text
