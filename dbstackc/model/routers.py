"""Routers: MyCat instances and who may log in to them."""

from collections.abc import Sequence
from typing import Any

from dbstackc.base.origin import Origin
from dbstackc.language.declaration import Entity
from dbstackc.language.program import Program
from dbstackc.language.types import Place
from dbstackc.model import verbatim
from dbstackc.model.inherit import Heritage
from dbstackc.model.placement import Placement
from dbstackc.model.resolve import Names
from dbstackc.model.thing import Network
from dbstackc.model.topology import Router, Schema, User

PORT = 8066
"""Where MyCat listens by itself. Source: MyCat 1.6.7.4, config/model/SystemConfig.java."""


def network_of(
    entity: Entity, heritage: Heritage, names: Names, origins: dict[str, Origin]
) -> Network | None:
    """Return the network that a thing names, or None for the host's own."""
    given = heritage.given(entity, "network")
    if given is None or given.value == "host":
        return None
    heritage.value(entity, "network", origins)
    found: Network | None = names.get(("network",), given.items[0])
    return found


def routers(
    program: Program, heritage: Heritage, names: Names, placement: Placement
) -> list[Router]:
    """Return the routers in the order written.

    Reports: unknown-name, taken-name, missing.
    """
    found: list[Router] = []
    for entity in program.of("mycat"):
        router = _router(entity, len(found), heritage, names)
        if router is None:
            names.poison(entity.name)
        elif names.add("router", router):
            placement.claim(router.host, *(p for p in (router.port, router.manager) if p))
            found.append(router)
    return found


def clusters_behind(router: Router) -> frozenset[str]:
    """Return the names of the clusters that the schemas of a router's users lead to."""
    return frozenset(
        shard.cluster.name
        for user in router.users
        for schema in user.schemas
        for shard in schema.shards
    )


def _router(entity: Entity, index: int, heritage: Heritage, names: Names) -> Router | None:
    place = entity.fields.get("place")
    if place is None:
        return None
    host = names.host(place.items[0])
    if host is None:
        return None
    origins: dict[str, Origin] = {"host": Origin(place.span)}

    def get(slot: str) -> Any:
        return heritage.value(entity, slot, origins)

    at: Place = place.value
    network = network_of(entity, heritage, names, origins)
    if at.port is not None:
        origins["port"] = Origin(place.span)
    else:
        origins["port"] = Origin(place.span, "default", "MyCat's own port")
    port = at.port or PORT
    users = []
    for part in heritage.parts(entity, "user"):
        fields = part.fields
        if not {"account", "secret", "schemas"} <= fields.keys():
            continue
        secret = names.get(("secret",), fields["secret"].items[0])
        schemas: Sequence[Schema | None] = [
            names.get(("schema",), item) for item in fields["schemas"].items
        ]
        if secret is None or None in schemas:
            continue
        users.append(
            User(
                name=fields["account"].value,
                span=fields["account"].span,
                origins={name: Origin(given.span) for name, given in fields.items()},
                secret=secret,
                schemas=tuple(schema for schema in schemas if schema),
                readonly="role" in fields and fields["role"].value == "reader",
            )
        )
    if not users and not heritage.parts(entity, "user"):
        names.report.error(
            "missing",
            f"nobody may log in to router `{entity.name}`",
            at=entity.span,
            note="MyCat refuses to start without a user",
            help="write it as in `user app with secret.app for shop`",
        )
    return Router(
        name=entity.name,
        span=entity.span,
        origins=origins,
        doc=entity.doc,
        host=host,
        network=network,
        address=get("address"),
        listen=port if network is None else PORT,
        port=port,
        manager=get("manager"),
        index=index,
        users=tuple(users),
        image=get("image"),
        version=get("version"),
        memory=get("memory").bytes,
        sequence=get("sequence"),
        verbatim=verbatim.lines(heritage.parts(entity, "verbatim"), origins),
    )
