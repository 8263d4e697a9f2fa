"""Vips: who may hold an address, in which order, and what is forwarded from it."""

from typing import Any

from dbstackc.base.origin import Origin
from dbstackc.base.text import counted
from dbstackc.language.declaration import Declaration, Entity
from dbstackc.language.program import Program
from dbstackc.language.words.vip import CHECK, FORWARD
from dbstackc.model import verbatim
from dbstackc.model.inherit import Heritage, said
from dbstackc.model.resolve import Names
from dbstackc.model.thing import External, Host
from dbstackc.model.topology import Balancer, Forward, Holder, Router, Vip, reach

FIRST, STEP = 100, 10
"""VRRP priorities: of the first holder, and between two. Source: RFC 5798, 5.2.4: 1 to 254."""


def vips(program: Program, heritage: Heritage, names: Names) -> list[Vip]:
    """Return the vips in the order written.

    Reports: unknown-name, taken-name, twice, vip-crowded, vrrp-router, missing.
    """
    found = []
    for entity in program.of("vip"):
        vip = _vip(entity, heritage, names)
        if vip is None:
            names.poison(entity.name)
        elif names.add("vip", vip):
            found.append(vip)
    return found


def _vip(entity: Entity, heritage: Heritage, names: Names) -> Vip | None:
    if entity.poisoned or not {"address", "holders"} <= entity.fields.keys():
        return None
    origins: dict[str, Origin] = {"holders": Origin(entity.fields["holders"].span)}

    def get(slot: str) -> Any:
        return heritage.value(entity, slot, origins)

    address, prefix = get("address")
    holders = _holders(entity, names, origins, get("track"))
    if holders is None:
        return None
    router = get("router")
    if router is None:
        router = int(address.rpartition(".")[2]) if "." in address else 0
        router = router if 1 <= router <= 255 else 51
        origins["router"] = Origin(
            entity.fields["address"].span, "derived", "the last number of the address"
        )
    if not 1 <= router <= 255:
        names.report.error(
            "vrrp-router",
            f"{router} is no VRRP router",
            at=origins["router"].span,
            note="keepalived takes 1 to 255, and refuses to start with another",
            help="choose a number from 1 to 255 that no other vip of the segment has",
        )
        return None
    given = heritage.given(entity, "auth")
    get("auth")
    if prefix is None:
        prefix = 128 if ":" in address else 32
        origins["prefix"] = Origin(
            entity.fields["address"].span, "default", "the address alone, beside the host's own"
        )
    forwards = []
    for part in heritage.parts(entity, "forward"):
        forwards.extend(_forwards(part, holders[0], names))
    beat = get("beat")
    return Vip(
        name=entity.name,
        span=entity.span,
        origins=origins,
        doc=entity.doc,
        address=address,
        prefix=prefix,
        holders=holders,
        router_id=router,
        beat=beat.ms,
        auth=names.get(("secret",), given.items[0]) if given else None,
        preempt=get("preempt"),
        forwards=tuple(forwards),
        image=get("image"),
        verbatim=verbatim.lines(heritage.parts(entity, "verbatim"), origins),
    )


def _holders(
    entity: Entity, names: Names, origins: dict[str, Origin], track: int | None
) -> tuple[Holder, ...] | None:
    given = entity.fields["holders"]
    if len(given.items) > 16:
        names.report.error(
            "vip-crowded",
            f"{counted(len(given.items), 'holder')} for one vip",
            at=given.span,
            note="each holder sends adverts to every other; more than 16 are no help",
            help="name the two or three that shall hold it",
        )
        return None
    step = STEP if len(given.items) <= 9 else 6
    found: list[Holder] = []
    seen: dict[str, Any] = {}
    for index, item in enumerate(given.items):
        target: Balancer | Host | None = names.get(("balancer", "host"), item)
        if target is None:
            return None
        if target.name in seen:
            names.report.error(
                "twice",
                f"`{target.name}` holds `{entity.name}` twice",
                at=item.span,
                help="name each holder once",
            )
            return None
        seen[target.name] = item
        balancer = target if isinstance(target, Balancer) else None
        host = target if isinstance(target, Host) else target.host
        inside = balancer is not None and balancer.network is not None
        port = track
        if port is None and balancer is not None:
            port = heartbeat(balancer)
        if port is None and balancer is None:
            port = _resident(host, names)
        device = entity.fields["interface"].value if "interface" in entity.fields else None
        address = balancer.address if inside and balancer else host.address
        found.append(
            Holder(
                name=target.name,
                span=item.span,
                origins={
                    "name": Origin(item.span),
                    "priority": Origin(item.span, "derived", "100, 90, … in the order of holders"),
                },
                host=host,
                balancer=balancer,
                inside=inside,
                address=address or "",
                interface=device or ("eth0" if inside else host.interface),
                priority=FIRST - step * index,
                track=port,
            )
        )
    if "interface" in entity.fields:
        origins["interface"] = Origin(entity.fields["interface"].span)
    return tuple(found)


def _resident(host: Host, names: Names) -> int | None:
    """Return the port that tells whether a balancer of a host is alive, or None."""
    for balancer in names.all("balancer"):
        if balancer.host is host and balancer.network is None:
            return heartbeat(balancer)
    return None


def heartbeat(balancer: Balancer) -> int | None:
    """Return the port of a balancer to knock at: the status page's, else the first door's.

    A knock at a door goes on to a server, which counts it as an aborted connection.
    """
    if balancer.stats is not None:
        return balancer.stats.port
    return balancer.listens[0].port if balancer.listens else None


def _forwards(part: Declaration, holder: Holder, names: Names) -> list[Forward]:
    fields = part.fields
    if part.poisoned or not {"ports", "to"} <= fields.keys():
        return []
    targets = [
        names.get(("vip", "balancer", "router", "external"), item) for item in fields["to"].items
    ]
    if None in targets:
        return []
    check = next(iter(part.parts_named("check")), None)
    found = []
    for item in fields["ports"].items:
        found.append(
            Forward(
                name=f"{item.value}",
                span=item.span,
                origins={name: Origin(given.span) for name, given in fields.items()},
                port=item.value,
                ends=tuple(_end(target, item.value, holder) for target in targets),
                method=said(part, FORWARD, "method"),
                kind=said(part, FORWARD, "mode"),
                every=said(check, CHECK, "every").ms,
                sticky=said(part, FORWARD, "sticky").ms,
            )
        )
    return found


def _end(target: Any, port: int, holder: Holder) -> tuple[str, int]:
    """Return the address and port that a forwarded port leads to."""
    if isinstance(target, Vip):
        return target.address, port
    if isinstance(target, External):
        return target.address, target.port
    if isinstance(target, Router):
        return reach(holder.host, target)
    if target.network is None:
        return target.host.address, port
    if target.address and target.host is holder.host:
        return target.address, port
    outer = next((outer for outer, inner in target.publish if inner == port), port)
    return target.host.address, outer
