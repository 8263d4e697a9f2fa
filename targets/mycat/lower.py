"""Lower a topology to the conf folders of its routers."""

from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.emit.layout import router_folder
from dbstackc.emit.router_files import START, files
from dbstackc.model.topology import Router, Topology

from .document import Document, Markup, Plain
from .lower_rule import lower_maps, lower_rule
from .lower_schema import lower_schema, sight
from .lower_sequence import lower_sequence
from .lower_server import lower_server
from .lower_start import lower_identity, lower_log, lower_script

_TITLES = {
    "schema.xml": "schemas, tables, shards and the nodes behind them",
    "rule.xml": "which column chooses a shard, and how",
    "server.xml": "the router's settings and users",
    "myid.properties": "the router's identity",
    "log4j2.xml": "where the router logs",
    START: "starts the router",
}


def lower(topology: Topology, report: Report) -> Iterator[Document]:
    """Yield the documents of each router, in the order of `router_files.files`.

    Routers that see the same addresses share one schema.xml, and all share the rules.
    """
    if not topology.routers:
        return
    schemas: dict[tuple[object, ...], Markup] = {}
    shared: dict[str, Markup | Plain] = {"rule.xml": lower_rule(topology, report)}
    shared |= dict(lower_maps(topology))
    for router in topology.routers:
        seen = sight(router)
        if seen not in schemas:
            schemas[seen] = lower_schema(topology, router, report)
        own = _own(topology, router, report)
        contents = {**shared, **own, "schema.xml": schemas[seen]}
        for file in files(topology, router):
            yield Document(
                path=f"{router_folder(router)}/{file.name}",
                content=contents[file.name],
                title=_TITLES.get(file.name, "settings of the router"),
                has_hole=file.has_hole,
                mode=0o755 if file.name == START else 0o644,
            )


def _own(topology: Topology, router: Router, report: Report) -> dict[str, Markup | Plain]:
    name, sequence = lower_sequence(topology, router, report)
    return {
        "server.xml": lower_server(topology, router, report),
        name: sequence,
        "myid.properties": lower_identity(topology, router),
        "log4j2.xml": lower_log(router),
        START: lower_script(router),
    }
