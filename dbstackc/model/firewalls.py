"""Firewalls: which hosts they close, and to whom they open."""

from typing import Any

from dbstackc.base.origin import Origin
from dbstackc.language.declaration import Entity
from dbstackc.language.program import Program
from dbstackc.model.inherit import Heritage
from dbstackc.model.resolve import Names
from dbstackc.model.thing import Host
from dbstackc.model.topology import Firewall


def firewalls(program: Program, heritage: Heritage, names: Names) -> list[Firewall]:
    """Return the firewalls in the order written; a host has one at most.

    Reports: unknown-name, taken-name, twice.
    """
    found: list[Firewall] = []
    guards: dict[str, Firewall] = {}
    for entity in program.of("firewall"):
        made = _firewall(entity, heritage, names)
        if made is None:
            names.poison(entity.name)
            continue
        if not names.add("firewall", made, shared=False):
            continue
        found.append(made)
        for host in made.hosts:
            first = guards.setdefault(host.name, made)
            if first is not made:
                names.report.error(
                    "twice",
                    f"`{host.name}` is closed by two firewalls",
                    at=made.origin("hosts"),
                    says=f"`{made.name}` closes it too",
                    beside=[(first.origin("hosts"), f"`{first.name}` does")],
                    note="of two sets of rules neither knows what the other lets in",
                    help="say `on` which hosts each of them closes",
                )
                break
    return found


def _firewall(entity: Entity, heritage: Heritage, names: Names) -> Firewall | None:
    if entity.poisoned:
        return None
    origins: dict[str, Origin] = {}

    def get(slot: str) -> Any:
        return heritage.value(entity, slot, origins)

    def networks(slot: str) -> tuple[str, ...]:
        get(slot)
        given = heritage.given(entity, slot)
        return tuple(dict.fromkeys(given.values)) if given else ()

    hosts: tuple[Host | None, ...]
    if "hosts" in entity.fields:
        given = entity.fields["hosts"]
        hosts = tuple(dict.fromkeys(names.get(("host",), item) for item in given.items))
        origins["hosts"] = Origin(given.span)
    else:
        hosts = tuple(names.all("host"))
        origins["hosts"] = Origin(entity.span, "default", "all hosts")
    return Firewall(
        name=entity.name,
        span=entity.span,
        origins=origins,
        doc=entity.doc,
        hosts=tuple(host for host in hosts if host is not None),
        engine=get("engine"),
        admin=networks("admin"),
        clients=networks("clients"),
        ssh=get("ssh"),
    )
