"""Applications: where they run, what they are told, and by which door they come in."""

from typing import Any

from dbstackc.base.origin import Origin
from dbstackc.language.declaration import Declaration, Entity, Item
from dbstackc.language.program import Program
from dbstackc.language.types import Place
from dbstackc.model.inherit import Heritage, spans
from dbstackc.model.placement import Placement
from dbstackc.model.resolve import Names
from dbstackc.model.routers import network_of
from dbstackc.model.service import Application, End
from dbstackc.model.thing import Secret


def services(
    program: Program, heritage: Heritage, names: Names, placement: Placement
) -> list[Application]:
    """Return the applications in the order written.

    Reports: unknown-name, taken-name, missing.
    """
    found = []
    for entity in program.of("service"):
        made = None if entity.poisoned else _service(entity, heritage, names)
        if made is None:
            names.poison(entity.name)
        elif names.add("service", made):
            placement.claim(made.host, *(port for port in (made.port,) if port))
            found.append(made)
    return found


def _service(entity: Entity, heritage: Heritage, names: Names) -> Application | None:
    place = entity.fields["place"]
    host = names.host(place.items[0])
    if host is None:
        return None
    origins: dict[str, Origin] = {"host": Origin(place.span), "port": Origin(place.span)}

    def get(slot: str) -> Any:
        return heritage.value(entity, slot, origins)

    at: Place = place.value
    network = network_of(entity, heritage, names, origins)
    inside = get("inside")
    kept = heritage.given(entity, "keep")
    get("keep")
    return Application(
        name=entity.name,
        span=entity.span,
        origins=origins,
        doc=entity.doc,
        host=host,
        network=network,
        address=get("address"),
        listen=(inside or at.port or 0) if network else (at.port or 0),
        port=at.port,
        of=entity.of,
        image=get("image"),
        memory=get("memory").bytes,
        settings=tuple(
            (part.fields["variable"].value, part.fields["text"].value)
            for part in heritage.parts(entity, "set")
        ),
        secrets=tuple(_secrets(entity, heritage, names)),
        ends=tuple(_ends(entity, heritage, names)),
        keep=tuple(kept.values) if kept else (),
        health=get("health"),
    )


def _secrets(entity: Entity, heritage: Heritage, names: Names) -> list[tuple[str, Secret]]:
    found = []
    for part in heritage.parts(entity, "give"):
        secret = names.get(("secret",), part.fields["secret"].items[0])
        if secret is not None:
            found.append((part.fields["variable"].value, secret))
    return found


def _ends(entity: Entity, heritage: Heritage, names: Names) -> list[End]:
    found = [_end(part, names) for part in heritage.parts(entity, "reach")]
    return [end for end in found if end is not None]


def _end(part: Declaration, names: Names) -> End | None:
    """Return where a variable leads, or None where that was reported.

    Reports: unknown-name, missing.
    """
    door = part.fields["door"]
    target = names.get(("vip", "balancer", "router"), Item(door.value.host, door.items[0].span))
    if target is None:
        return None
    if door.value.port is None:
        names.report.error(
            "missing",
            f"no port of `{target.name}` is named",
            at=door.span,
            note="a vip and a balancer have as many ports as they have doors",
            help=f"write it as in `to {target.name}:3306`",
        )
        return None
    return End(
        name=part.fields["variable"].value,
        span=door.span,
        origins=spans(part.fields),
        target=target,
        port=door.value.port,
        pool=part.fields["pool"].value if "pool" in part.fields else None,
        idle=part.fields["idle"].value.ms if "idle" in part.fields else None,
    )
