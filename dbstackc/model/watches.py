"""What looks at the stack: each Prometheus, and the Grafana beside it."""

from collections.abc import Iterator
from typing import Any

from dbstackc.base.origin import Origin
from dbstackc.language.declaration import Entity
from dbstackc.language.program import Program
from dbstackc.language.words.watch import EXPORTER, GRAFANA
from dbstackc.model.inherit import Heritage, said, spans
from dbstackc.model.known import WATCHERS
from dbstackc.model.placement import Placement
from dbstackc.model.resolve import Names
from dbstackc.model.thing import External
from dbstackc.model.watch import Grafana, Make, Watch

PORT = 9090
"""Where Prometheus listens by itself. Source: Prometheus 2.42, cmd/prometheus/main.go."""


def watches(
    program: Program, heritage: Heritage, names: Names, placement: Placement
) -> list[Watch]:
    """Return each Prometheus in the order written.

    Reports: unknown-name, taken-name, twice.
    """
    found: list[Watch] = []
    for entity in program.of("watch"):
        made = None if entity.poisoned else _watch(entity, heritage, names)
        if made is None:
            names.poison(entity.name)
        elif names.add("watch", made):
            placement.claim(made.host, made.listen)
            if made.grafana is not None:
                placement.claim(made.host, made.grafana.port)
            found.append(made)
    _agree(found, names)
    return found


def _agree(found: list[Watch], names: Names) -> None:
    """See that nothing is said twice of exporters, which all look at.

    Reports: twice.
    """
    first: dict[str, Make] = {}
    for make in (make for watch in found for make in watch.makes):
        known = first.setdefault(make.name, make)
        if known.span != make.span:
            names.report.error(
                "twice",
                f"the exporters that tell of a {make.name} are made twice",
                at=make.span,
                beside=[(known.span, "said here")],
                note="the same ones serve all that look",
                help="leave one of them out",
            )


def _watch(entity: Entity, heritage: Heritage, names: Names) -> Watch | None:
    place = entity.fields["place"]
    host = names.host(place.items[0])
    if host is None:
        return None
    origins: dict[str, Origin] = {"host": Origin(place.span), "port": Origin(place.span)}

    def get(slot: str) -> Any:
        return heritage.value(entity, slot, origins)

    told: list[External] = []
    get("alert")
    if given := heritage.given(entity, "alert"):
        called = (names.get(("external",), item) for item in given.items)
        told = [each for each in called if each is not None]
    port = place.value.port or PORT
    image = get("image")
    if image is None:
        image = WATCHERS["prometheus"]
        origins["image"] = Origin(entity.span, "default", "what Prometheus is today")
    return Watch(
        name=entity.name,
        span=entity.span,
        origins=origins,
        doc=entity.doc,
        host=host,
        network=None,
        address=None,
        listen=port,
        port=port,
        keep=get("keep").ms,
        every=get("every").ms,
        alert=tuple(dict.fromkeys(told)),
        image=image,
        memory=get("memory").bytes,
        grafana=_grafana(entity, heritage, names),
        makes=tuple(_makes(entity, heritage)),
    )


def _makes(entity: Entity, heritage: Heritage) -> Iterator[Make]:
    for part in heritage.parts(entity, "exporter"):
        if "kind" in part.fields:
            memory = said(part, EXPORTER, "memory")
            yield Make(
                name=part.fields["kind"].value,
                span=part.fields["kind"].span,
                origins=spans(part.fields),
                image=said(part, EXPORTER, "image") or "",
                memory=memory.bytes if memory else 0,
            )


def _grafana(entity: Entity, heritage: Heritage, names: Names) -> Grafana | None:
    part = heritage.part(entity, "grafana")
    if part is None or "secret" not in part.fields:
        return None
    secret = names.get(("secret",), part.fields["secret"].items[0])
    if secret is None:
        return None
    return Grafana(
        name=f"{entity.name}-grafana",
        span=part.span,
        origins=spans(part.fields),
        port=said(part, GRAFANA, "port"),
        secret=secret,
        image=said(part, GRAFANA, "image") or WATCHERS["grafana"],
        memory=said(part, GRAFANA, "memory").bytes,
    )
