"""The ground of a topology: hosts, networks, secrets and externals."""

from dbstackc.base.origin import Origin
from dbstackc.language.program import Program
from dbstackc.model.inherit import Heritage, spans
from dbstackc.model.resolve import Names
from dbstackc.model.thing import External, Host, Network, Secret


def ground(program: Program, heritage: Heritage, names: Names) -> None:
    """Add hosts, networks, secrets and externals to the names.

    Reports: taken-name, missing.
    """
    for entity in program.of("secret"):
        kind = entity.fields.get("kind")
        place = entity.fields.get("place")
        if kind is None:
            names.poison(entity.name)
            continue
        if (kind.value == "env") is (place is not None):
            names.report.error(
                "missing" if place is None else "misplaced",
                f"`from {kind.value}` needs a path"
                if place is None
                else f"`from env` takes no path: it reads DBS_{entity.name.upper()}",
                at=kind.span if place is None else place.span,
                help=f'write `from {kind.value} "…"`' if place is None else "leave the path out",
            )
        variable = "DBS_" + entity.name.upper().replace("-", "_").replace(".", "_")
        names.add(
            "secret",
            Secret(
                name=entity.name,
                span=entity.span,
                origins=spans(entity.fields),
                doc=entity.doc,
                kind=kind.value,
                place=place.value if place else variable,
            ),
            shared=False,
        )
    for entity in program.of("host"):
        origins: dict[str, Origin] = {}
        address = heritage.value(entity, "address", origins)
        memory = heritage.value(entity, "memory", origins)
        if address is None:
            names.poison(entity.name)
            continue
        names.add(
            "host",
            Host(
                name=entity.name,
                span=entity.span,
                origins=origins,
                doc=entity.doc,
                address=address,
                interface=heritage.value(entity, "interface", origins),
                zone=heritage.value(entity, "zone", origins),
                memory=memory.bytes if memory else None,
            ),
        )
    for entity in program.of("network"):
        origins = {}
        get = heritage.value
        names.add(
            "network",
            Network(
                name=entity.name,
                span=entity.span,
                origins=origins,
                doc=entity.doc,
                driver=get(entity, "driver", origins),
                subnet=get(entity, "subnet", origins),
                pool=get(entity, "pool", origins),
                gateway=get(entity, "gateway", origins),
                attachable=get(entity, "attachable", origins),
                encrypted=get(entity, "encrypted", origins),
                parent=get(entity, "parent", origins),
            ),
            shared=False,
        )
    for entity in program.of("external"):
        endpoint = entity.fields.get("endpoint")
        if endpoint is None:
            names.poison(entity.name)
            continue
        names.add(
            "external",
            External(
                name=entity.name,
                span=entity.span,
                origins=spans(entity.fields),
                doc=entity.doc,
                address=endpoint.value.host,
                port=endpoint.value.port,
            ),
        )
