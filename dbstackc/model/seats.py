"""The nodes of a cluster before they are built: a name, a place and a role each."""

from collections.abc import Sequence

from dbstackc.base.origin import Origin
from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.base.text import counted
from dbstackc.language.declaration import Declaration, Entity, Given
from dbstackc.language.spread import uneven
from dbstackc.language.types import Place
from dbstackc.model.placement import Placement, Pool
from dbstackc.model.resolve import Names
from dbstackc.model.thing import Host

GALERA = (0, 10_000, 11_000, 12_000)
"""Distances from a node's own port to those of Galera, where nodes share a host's network."""


Pools = dict[int, Pool | None]


@record(frozen=True, slots=True)
class Seat:
    """A node to be.

    port: of the host. origins: of name, host and port.
    """

    name: str
    span: Span
    role: str
    host: Host
    port: int
    address: str | None
    origins: dict[str, Origin]


def seats(
    entity: Entity,
    part: Declaration,
    role: str,
    placement: Placement,
    names: Names,
    spread: Sequence[int],
    pools: Pools,
) -> list[Seat] | None:
    """Return the seats of one inner statement (`nodes`, `source`, `replicas`, `arbiter`).

    spread: distances of the ports that belong to a node. pools: those made so far, by the identity
    of what was written; grows. None where a mistake was reported.

    Reports: uneven-ranges, unknown-name, too-few-hosts, shared-names, missing.
    """
    who, place = part.fields.get("who"), part.fields.get("place")
    if who is None or place is None:
        return None
    if any(isinstance(value, int) for value in who.values):
        return _counted(entity, part, who, place, role, placement, names, spread, pools)
    if entity.of > 1:
        names.report.error(
            "shared-names",
            f"{counted(entity.of, 'cluster')} cannot share the nodes {who.span.text}",
            at=who.span,
            says="these names belong to one cluster",
            beside=[(entity.span, f"{entity.of} clusters are declared here")],
            note="in a patterned block every thing gets nodes of its own",
            help="give a count instead, as in `nodes 3 on vm[1..12] from 9001`",
        )
        return None
    return _named(part, who, place, role, placement, names, spread)


def _named(
    part: Declaration,
    who: Given,
    place: Given,
    role: str,
    placement: Placement,
    names: Names,
    spread: Sequence[int],
) -> list[Seat] | None:
    if len(place.items) not in (1, len(who.items)):
        uneven(who.items, place, "place", names.report)
        return None
    given = part.fields.get("address")
    if given is not None and len(given.items) not in (1, len(who.items)):
        uneven(who.items, given, "address", names.report)
        return None
    first = part.fields.get("port")
    found: list[Seat] = []
    good = True
    for index, item in enumerate(who.items):
        spot = place.items[index if len(place.items) > 1 else 0]
        host = names.host(spot)
        if host is None:
            good = False
            continue
        origins = {"name": Origin(item.span), "host": Origin(spot.span)}
        at: Place = spot.value
        port = at.port
        origins["port"] = Origin(spot.span)
        if port is None and first is not None:
            port = placement.port(host, first.value, spread)
            origins["port"] = Origin(first.span, "derived", "the first free port from there")
        elif port is None:
            port = 3306
            origins["port"] = Origin(spot.span, "default", "MySQL's own port")
        if port is None:
            good = _no_port(first, host, names.report)
            continue
        placement.claim(host, *(port + step for step in spread))
        placement.count(host)
        address = None
        if given is not None:
            one = given.items[index if len(given.items) > 1 else 0]
            address = one.value
            origins["address"] = Origin(one.span)
        found.append(Seat(item.value, item.span, role, host, port, address, origins))
    return found if good else None


def _counted(
    entity: Entity,
    part: Declaration,
    who: Given,
    place: Given,
    role: str,
    placement: Placement,
    names: Names,
    spread: Sequence[int],
    pools: Pools,
) -> list[Seat] | None:
    count = who.items[0].value
    if len(who.items) > 1 or not 1 <= count <= 64:
        names.report.error(
            "type",
            "a count of nodes stands alone, 1 to 64",
            at=who.span,
            help="write it as in `nodes 3 on vm[1..12] from 9001`",
        )
        return None
    if id(place) not in pools:
        pools[id(place)] = _pool(place, names)
    pool = pools[id(place)]
    if pool is None:
        return None
    chosen = placement.choose(pool, count)
    if chosen is None:
        hosts = pool.hosts
        zones = len({host.zone or host.name for host in hosts})
        what = counted(zones, "zone") if zones < len(hosts) else counted(len(hosts), "host")
        names.report.error(
            "too-few-hosts",
            f"{counted(count, 'node')} of `{entity.name}` and only {what} to stand on",
            at=place.span,
            says=f"{what} here",
            beside=[(who.span, f"{count} asked for here")],
            note="no two nodes of a cluster are placed on one host, or in one zone",
            help="name more hosts, or fewer nodes",
        )
        return None
    first = part.fields.get("port")
    base = first.value if first is not None else 3306
    origins = {
        "name": Origin(who.span, "derived", "the cluster's name and a number"),
        "host": Origin(place.span, "derived", "the least loaded host of the pool"),
        "port": Origin(
            first.span if first is not None else place.span, "derived", "the first free port"
        ),
    }
    found = []
    for index, host in enumerate(chosen, 1):
        port = placement.port(host, base, spread)
        if port is None:
            _no_port(first, host, names.report)
            return None
        found.append(Seat(f"{entity.name}-{index}", who.span, role, host, port, None, origins))
    return found


def _pool(place: Given, names: Names) -> Pool | None:
    stated = next((item for item in place.items if item.value.port is not None), None)
    if stated is not None:
        names.report.error(
            "misplaced",
            "a pool of hosts has no ports",
            at=stated.span,
            note="each node takes the first port that is free on its host",
            help="say the first port to try after `from`, as in `from 9001`",
        )
        return None
    hosts = [names.host(item) for item in place.items]
    known = [host for host in hosts if host is not None]
    return Pool(known) if len(known) == len(hosts) else None


def _no_port(first: Given | None, host: Host, report: Report) -> bool:
    report.error(
        "ports-used-up",
        f"no port is left on `{host.name}`",
        at=first.span if first else host.span,
        note="ports end at 65535, and Galera's lie up to 12000 above a node's own",
        help="begin lower, or spread the nodes over more hosts",
    )
    return False
