"""Topology to what each host's kernel and Docker are told."""

import json
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.base.text import endpoint
from dbstackc.check.ports import openings
from dbstackc.emit import layout
from dbstackc.emit.unsupported import unsupported
from dbstackc.model.machine import Engine
from dbstackc.model.thing import Host
from dbstackc.model.topology import Topology

from .document import Daemon, Document, Kernel, Modules, Script

PART = 24
"""Bits of the network part that each network takes out of a pool; Docker's own parts are of 16 and
20, which makes 31 networks a host."""

FIRST, LAST = 32768, 60999
"""Ports that the kernel takes for connections that go out. Source: ip(7), ip_local_port_range."""

Members = dict[str, tuple[Any, Span]]


def lower(topology: Topology, report: Report) -> Iterator[Document]:
    """Yield the files of each host that has an engine, host by host, and the scripts.

    Reports: cannot-express.
    """
    extra = {id(engine): _verbatim(engine, report) for engine in topology.engines}
    for host in topology.hosts:
        engine = topology.engine_of.get(host.name)
        if engine is None:
            continue
        members = {**_members(topology, engine, host), **extra[id(engine)]}
        yield Daemon(
            host=host, members=tuple((key, value, at) for key, (value, at) in members.items())
        )
        yield _kernel(topology, engine, host)
        if modules := _modules(topology, host):
            yield Modules(host=host, names=modules)
        yield Script(
            path=f"{layout.engine(host)}/apply.sh",
            name="apply.sh",
            title=f"sets the kernel and the Docker of {host.name}",
            span=engine.span,
        )
    if topology.engines:
        yield Script(
            path="engine.sh",
            name="engine.sh",
            title="sets the kernel and the Docker of each host, one after another",
            span=topology.engines[0].span,
        )


def _members(topology: Topology, engine: Engine, host: Host) -> Members:
    """Return what the topology says of a host's daemon.json.

    Sizes are whole bytes: Docker's own `m` is a million of them.

    Source: Docker documentation, "dockerd", daemon configuration file; moby v20.10,
    opts/address_pools.go (base, size); docker/go-units, FromHumanSize.
    """
    found: Members = {}
    if engine.mirrors:
        found["registry-mirrors"] = (list(engine.mirrors), engine.origin("mirror"))
    hub = topology.registry
    if hub is not None and hub.is_clear:
        found["insecure-registries"] = ([hub.address], hub.span)
    found["log-driver"] = ("json-file", engine.origin("log"))
    options = {"max-size": str(engine.log), "max-file": str(engine.keep)}
    found["log-opts"] = (options, engine.origin("keep"))
    if engine.pools:
        pools = [{"base": each, "size": _part(each)} for each in engine.pools]
        found["default-address-pools"] = (pools, engine.origin("pool"))
    found["live-restore"] = (engine.live, engine.origin("live"))
    if engine.metrics:
        shown = endpoint(host.address, engine.metrics)
        found["metrics-addr"] = (shown, engine.origin("metrics"))
    return found


def _part(pool: str) -> int:
    """Return how many bits long the prefix of each part of a pool is."""
    network = ip_network(pool)
    wanted = PART if network.version == 4 else 64
    return max(wanted, network.prefixlen)


def _verbatim(engine: Engine, report: Report) -> Members:
    """Return the members that are carried as they are; they stand in place of ours.

    Reports: cannot-express.
    """
    found: Members = {}
    for index, line in enumerate(engine.verbatim):
        at = engine.origin(f"verbatim.{index}")
        try:
            said = json.loads("{" + line + "}")
        except ValueError:
            said = None
        if not said:
            unsupported(
                report,
                "engine",
                engine,
                f"carry `{line}`",
                "daemon.json is JSON, and a line of it is a member: a name in quotes, a colon, a"
                " value",
                'write it as in `verbatim "\\"max-concurrent-downloads\\": 6"`',
                field=f"verbatim.{index}",
            )
            continue
        found.update({key: (value, at) for key, value in said.items()})
    return found


def _kernel(topology: Topology, engine: Engine, host: Host) -> Kernel:
    settings = [
        ("net.ipv4.ip_forward", "1", engine.span, "Containers reach others through the host."),
    ]
    if taken := sorted(_high(topology)[host.name].items()):
        ports = ",".join(str(port) for port, _ in taken)
        why = "Ports of the stack that the kernel would give to connections that go out."
        settings.append(("net.ipv4.ip_local_reserved_ports", ports, taken[0][1], why))
    return Kernel(host=host, settings=tuple(settings))


def _high(topology: Topology) -> dict[str, dict[int, Span]]:
    """Return the ports of each host that lie where the kernel takes its own from."""
    found: dict[str, dict[int, Span]] = {host.name: {} for host in topology.hosts}
    for host, port, _, _, at in openings(topology):
        if FIRST <= port <= LAST:
            found[host.name].setdefault(port, at)
    return found


def _modules(topology: Topology, host: Host) -> tuple[tuple[str, Span], ...]:
    """Return the modules that forwarding takes: IPVS, and its ways to choose an end.

    Source: ipvsadm(8), scheduling methods; keepalived 2.2.7, keepalived.conf(5), lb_algo.
    """
    found: dict[str, Span] = {}
    for vip in topology.vips:
        here = [each for each in vip.holders if each.host is host and not each.inside]
        if not here or not vip.forwards:
            continue
        found.setdefault("ip_vs", vip.forwards[0].span)
        for forward in vip.forwards:
            found.setdefault(f"ip_vs_{forward.method}", forward.span)
    return tuple(found.items())
