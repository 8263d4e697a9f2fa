"""Balancers: HAProxy instances, their doors, timeouts and status pages."""

from typing import Any

from dbstackc.base.origin import Origin
from dbstackc.base.quantity import duration
from dbstackc.language.declaration import Declaration, Entity
from dbstackc.language.program import Program
from dbstackc.language.words.haproxy import STATS
from dbstackc.model import verbatim
from dbstackc.model.doors import listen
from dbstackc.model.engine import version
from dbstackc.model.inherit import Heritage, dealt, said
from dbstackc.model.limits import is_too_long
from dbstackc.model.placement import Placement
from dbstackc.model.resolve import Names
from dbstackc.model.routers import network_of
from dbstackc.model.topology import Balancer, Listen, Stats

TIMEOUTS = {"connect": 5_000, "client": 28_800_000, "server": 28_800_000, "check": 1_000}
"""Milliseconds. A client may be silent as long as MySQL itself allows: wait_timeout is 8 h.

Source: MySQL 8.0 manual, wait_timeout; a check that gets a wrong answer lasts until its timeout.
"""


def balancers(
    program: Program, heritage: Heritage, names: Names, placement: Placement
) -> list[Balancer]:
    """Return the balancers in the order written.

    Reports: unknown-name, taken-name, uneven-ranges, type, too-large and what doors report.
    """
    found: list[Balancer] = []
    servers = 0
    doors: dict[int, tuple[Listen, ...]] = {}
    for entity in program.of("haproxy"):
        parts = heritage.parts(entity, "listen")
        key = id(parts[0]) if parts else 0
        if key not in doors:
            made = []
            for part in parts:
                door = listen(part, names)
                if door is not None:
                    made.append(door)
                    servers += len(door.servers)
                if is_too_long(servers, part.span, names.report):
                    return found
            doors[key] = tuple(made)
        balancer = _balancer(entity, doors[key], heritage, names)
        if balancer is None:
            names.poison(entity.name)
        elif names.add("balancer", balancer):
            if balancer.network is None:
                placement.claim(balancer.host, *balancer.opens)
            else:
                placement.claim(balancer.host, *(outer for outer, _ in balancer.publish))
            found.append(balancer)
    return found


def _balancer(
    entity: Entity, doors: tuple[Listen, ...], heritage: Heritage, names: Names
) -> Balancer | None:
    place = entity.fields.get("place")
    if place is None:
        return None
    host = names.host(place.items[0])
    if host is None:
        return None
    origins: dict[str, Origin] = {"host": Origin(place.span)}

    def get(slot: str) -> Any:
        return heritage.value(entity, slot, origins)

    network = network_of(entity, heritage, names, origins)
    waits = heritage.part(entity, "timeout")
    if waits is not None:
        origins["timeout"] = Origin(waits.span)
    timeouts = _timeouts(waits, names)
    stats = heritage.part(entity, "stats")
    maxconn = get("maxconn")
    if maxconn is None:
        maxconn = 4000
        origins["maxconn"] = Origin(entity.span, "default", "built-in default of haproxy")
    listen = doors[0].port if doors else 0
    image = get("image")
    return Balancer(
        name=entity.name,
        span=entity.span,
        origins=origins,
        doc=entity.doc,
        host=host,
        network=network,
        address=get("address"),
        listen=listen,
        port=listen if network is None else None,
        publish=_publish(entity, heritage, names, origins),
        listens=doors,
        stats=_stats(stats, names),
        image=image,
        version=version(image, "haproxy"),
        maxconn=maxconn,
        memory=get("memory").bytes,
        verbatim=verbatim.lines(heritage.parts(entity, "verbatim"), origins),
        **timeouts,
    )


def _publish(
    entity: Entity, heritage: Heritage, names: Names, origins: dict[str, Origin]
) -> tuple[tuple[int, int], ...]:
    given = heritage.given(entity, "publish")
    if given is None:
        return ()
    heritage.value(entity, "publish", origins)
    items = dealt(given, entity)
    if items is None:
        names.report.error(
            "uneven-ranges",
            f"the published ports do not divide among {entity.of} balancers",
            at=given.span,
            beside=[(entity.span, f"{entity.of} declared here")],
            note="in a patterned block a pattern gives each thing one of its words",
            help="give one port for each, as in `400[1,3] -> 8888` for two",
        )
        return ()
    return tuple(item.value for item in items)


def _timeouts(part: Declaration | None, names: Names) -> dict[str, int]:
    found = dict(TIMEOUTS)
    for item in part.fields["with"].items if part and "with" in part.fields else ():
        call = item.value
        value = duration(call.arguments[0].value) if len(call.arguments) == 1 else None
        if call.name not in found or value is None or not 1 <= value.ms < 2**31:
            names.report.error(
                "type",
                f"`{item.span.text}` is no timeout",
                at=item.span,
                note="there are connect, client, server and check, each up to 24d",
                help="write it as in `timeout connect(5s), client(8h), server(8h)`",
            )
            continue
        found[call.name] = value.ms
    return found


def _stats(part: Declaration | None, names: Names) -> Stats | None:
    if part is None or "port" not in part.fields:
        return None
    secret = None
    if "secret" in part.fields:
        secret = names.get(("secret",), part.fields["secret"].items[0])
    return Stats(
        name="stats",
        span=part.span,
        origins={name: Origin(given.span) for name, given in part.fields.items()},
        path=said(part, STATS, "path"),
        port=part.fields["port"].value,
        user=said(part, STATS, "account"),
        secret=secret,
    )
