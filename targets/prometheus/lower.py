"""Topology to the files of Prometheus and of its exporters."""

from collections.abc import Iterator, Sequence

from dbstackc.emit import layout
from dbstackc.emit.document import Document
from dbstackc.emit.trace import Lines
from dbstackc.emit.yaml import comment
from dbstackc.emit.yaml import write as write_yaml
from dbstackc.model.topology import Exporter, Topology, Watch, reach

from .alerts import Alert, alerts
from .page import page
from .rules import rules
from .scrape import settings

HEAD = "Made by dbstackc: change the .dbs instead."


def lower(topology: Topology) -> Iterator[Document]:
    """Yield what each Prometheus reads, what exporters log in by, and what operators read."""
    for exporter in topology.exporters:
        if exporter.kind == "database":
            yield _login(topology, exporter)
    found: Sequence[Alert] = ()
    for watch in topology.watches:
        found = tuple(alerts(topology, watch))
        folder = layout.watch_folder(watch)
        lines = Lines()
        lines.add(comment(f"{topology.name}, {watch.name}. {HEAD}"), watch.span)
        write_yaml(lines, settings(topology, watch))
        yield Document(
            path=f"{folder}/prometheus.yml", lines=lines, title=f"what {watch.name} looks at"
        )
        yield Document(
            path=f"{folder}/rules.yml",
            lines=_rules(topology, watch, found),
            title=f"when {watch.name} calls somebody",
        )
    if topology.watches:
        yield Document(
            path="ALERTS.md", lines=page(topology, found), title="what to do when one of them calls"
        )


def _rules(topology: Topology, watch: Watch, found: Sequence[Alert]) -> Lines:
    lines = Lines()
    lines.add(comment(f"{topology.name}, {watch.name}. {HEAD}"), watch.span)
    write_yaml(lines, rules(found))
    return lines


def _login(topology: Topology, exporter: Exporter) -> Document:
    """Return what an exporter logs in by.

    In back quotes a value is taken as it stands to the last of them, whatever it holds.

    Source: mysqld_exporter 0.14 and 0.15, config (section `client`); go-ini 1.67, parser.go.
    """
    cluster = next(each for each in topology.clusters if exporter.of in each.nodes)
    node = next(each for each in cluster.nodes if each is exporter.of)
    host, port = ("127.0.0.1", node.listen) if node.network is None else reach(exporter, node)
    span = cluster.origin("monitor")
    lines = Lines()
    lines.add(f"# {node.name}. {HEAD}\n[client]", span)
    lines.add(f"host = {host}\nport = {port}", node.origin("port"))
    assert cluster.monitor is not None
    lines.add(
        f"user = {cluster.monitor_user}\npassword = `{layout.hole(cluster.monitor)}`",
        span,
    )
    return Document(
        path=layout.exporter_file(exporter),
        lines=lines,
        escape="exporter",
        title=f"what the exporter of {node.name} logs in by",
    )
