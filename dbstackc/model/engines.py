"""Engines: what the Docker of each host is set to."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network
from typing import Any

from dbstackc.base.origin import Origin
from dbstackc.language.declaration import Entity
from dbstackc.language.program import Program
from dbstackc.model import verbatim
from dbstackc.model.free import around, declared, free
from dbstackc.model.inherit import Heritage
from dbstackc.model.machine import Engine
from dbstackc.model.placement import Placement
from dbstackc.model.resolve import Names
from dbstackc.model.thing import Host
from dbstackc.model.topology import Deployment, Vip


def engines(
    program: Program,
    heritage: Heritage,
    names: Names,
    vips: Iterable[Vip],
    deployments: Sequence[Deployment],
    placement: Placement,
) -> list[Engine]:
    """Return the engines in the order written.

    Reports: unknown-name, twice.
    """
    taken = (*spoken_for(names, vips), *declared(each.pool for each in deployments))
    swarm = any(each.engine == "swarm" for each in deployments)
    found: list[Engine] = []
    owners: dict[str, Engine] = {}
    for entity in program.of("engine"):
        hosts = _hosts(entity, names)
        if not hosts:
            continue
        engine = _engine(entity, hosts, heritage, taken, swarm)
        _logs(engine, names)
        for host in hosts:
            first = owners.setdefault(host.name, engine)
            if first is not engine:
                names.report.error(
                    "twice",
                    f"`{host.name}` has two engines",
                    at=entity.fields["hosts"].span,
                    beside=[(first.origin("hosts"), f"`{first.name}` is its engine")],
                    note="one machine runs one Docker, with one daemon.json",
                    help="leave it out of one of them",
                )
                break
        for host in hosts if engine.metrics else ():
            placement.claim(host, engine.metrics or 0)
        found.append(engine)
    return found


def _logs(engine: Engine, names: Names) -> None:
    for field, value in (("log", engine.log), ("keep", engine.keep)):
        if not value:
            names.report.error(
                "type",
                f"`{field} {value}` keeps nothing of a container's log",
                at=engine.origin(field),
                note="dockerd refuses a file of no size, and less than one file",
                help=f"write it as in `{field} {'10M' if field == 'log' else '3'}`",
            )


def spoken_for(names: Names, vips: Iterable[Vip]) -> tuple[IPv4Network, ...]:
    """Return the networks that a topology speaks of, and the LANs around its addresses."""
    addresses = [host.address for host in names.all("host")]
    addresses += [each.address for each in names.all("external")]
    addresses += [vip.address for vip in vips]
    return (*around(addresses), *declared(each.subnet for each in names.all("network")))


def _hosts(entity: Entity, names: Names) -> tuple[Host, ...]:
    given = entity.fields.get("hosts")
    found = [names.get(("host",), item) for item in given.items] if given else []
    return tuple(dict.fromkeys(host for host in found if host is not None))


def _engine(
    entity: Entity,
    hosts: tuple[Host, ...],
    heritage: Heritage,
    taken: tuple[IPv4Network, ...],
    swarm: bool,
) -> Engine:
    origins: dict[str, Origin] = {"hosts": Origin(entity.fields["hosts"].span)}

    def get(slot: str) -> Any:
        return heritage.value(entity, slot, origins)

    def all_of(slot: str) -> tuple[str, ...]:
        given = heritage.given(entity, slot)
        get(slot)
        return given.values if given else ()

    pools = all_of("pool")
    if not pools:
        pools = free(taken)
        origins["pool"] = Origin(entity.span, "derived", "nothing in the topology lies there")
    live = get("live")
    if live is None:
        live = not swarm
        note = "a Swarm starts tasks again by itself" if swarm else "no Swarm is deployed"
        origins["live"] = Origin(entity.span, "derived", note)
    return Engine(
        name=entity.name,
        span=entity.span,
        origins=origins,
        doc=entity.doc,
        hosts=hosts,
        mirrors=all_of("mirror"),
        log=get("log").bytes,
        keep=get("keep"),
        pools=pools,
        live=live,
        metrics=get("metrics"),
        verbatim=verbatim.lines(heritage.parts(entity, "verbatim"), origins),
    )
