"""The registry: at most one, since an image is pulled from one place."""

from dbstackc.base.origin import Origin
from dbstackc.language.declaration import Entity
from dbstackc.language.program import Program
from dbstackc.model.inherit import Heritage
from dbstackc.model.machine import Registry
from dbstackc.model.placement import Placement
from dbstackc.model.resolve import Names

PORT = 5000
"""Where a registry listens by itself. Source: distribution 2.8, cmd/registry/config-example.yml."""


def registry(
    program: Program, heritage: Heritage, names: Names, placement: Placement
) -> Registry | None:
    """Return the registry, or None where there is none.

    Reports: unknown-name, twice, missing.
    """
    found: Registry | None = None
    for entity in program.of("registry"):
        one = _registry(entity, heritage, names)
        if one is None:
            continue
        if found is not None:
            names.report.error(
                "twice",
                "there are two registries",
                at=entity.span,
                beside=[(found.span, "the first is here")],
                note="every image is pulled from one place",
                help="keep one of them",
            )
            continue
        placement.claim(one.host, one.port)
        found = one
    return found


def _registry(entity: Entity, heritage: Heritage, names: Names) -> Registry | None:
    place = entity.fields.get("place")
    if place is None:
        return None
    host = names.host(place.items[0])
    if host is None:
        return None
    origins: dict[str, Origin] = {"place": Origin(place.span)}
    files = {
        slot: heritage.value(entity, slot, origins) or ""
        for slot in ("certificate", "key", "authority")
    }
    if bool(files["certificate"]) is not bool(files["key"]):
        said, other = ("certificate", "key") if files["certificate"] else ("key", "certificate")
        names.report.error(
            "missing",
            f"`{entity.name}` has a {said} and no {other}",
            at=origins[said].span,
            note="neither is of use without the other",
            help=f'write `{other} "/etc/ssl/hub.{"key" if other == "key" else "crt"}"`',
        )
        return None
    part = heritage.part(entity, "user")
    fields = part.fields if part else {}
    secret = names.get(("secret",), fields["secret"].items[0]) if "secret" in fields else None
    if part:
        origins["user"] = Origin(part.whole)
    return Registry(
        name=entity.name,
        span=entity.span,
        origins=origins,
        doc=entity.doc,
        host=host,
        port=place.value.port or PORT,
        user=fields["account"].value if "account" in fields else "",
        secret=secret,
        image=heritage.value(entity, "image", origins),
        is_alone=len(names.all("host")) == 1,
        **files,
    )
