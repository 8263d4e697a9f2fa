"""Topology to what a Grafana is provisioned with."""

import json
from collections.abc import Iterator

from dbstackc.base.text import endpoint
from dbstackc.emit import layout
from dbstackc.emit.document import Document
from dbstackc.emit.trace import Lines
from dbstackc.emit.yaml import Value, comment
from dbstackc.emit.yaml import write as write_yaml
from dbstackc.model.topology import Topology, Watch

from .board import SOURCE, board

HEAD = "Made by dbstackc: change the .dbs instead."

FOLDER = "/etc/dbstackc/dashboards"
"""Where the container has the dashboard."""


def lower(topology: Topology) -> Iterator[Document]:
    """Yield the source of numbers, the list of dashboards and the dashboard of each Grafana."""
    for watch in topology.watches:
        if watch.grafana is None:
            continue
        folder, name = layout.grafana_folder(watch), watch.grafana.name
        for path, value, title in (
            ("datasource.yml", _source(watch), f"where {name} gets its numbers from"),
            ("dashboards.yml", _boards(topology), f"where {name} finds its dashboard"),
        ):
            lines = Lines()
            lines.add(comment(f"{topology.name}, {name}. {HEAD}"), watch.grafana.span)
            write_yaml(lines, value)
            yield Document(path=f"{folder}/{path}", lines=lines, title=title)
        lines = Lines()
        text = json.dumps(board(topology), indent=1, ensure_ascii=False)
        lines.add(text, watch.grafana.span)
        yield Document(path=f"{folder}/stack.json", lines=lines, title=f"what {name} draws")


def _source(watch: Watch) -> Value:
    """Return the Prometheus beside it as the source.

    Source: Grafana 12 manual, "Provision Grafana", "Data sources".
    """
    shown = endpoint(watch.address or watch.host.address, watch.listen)
    return {
        "apiVersion": 1,
        "datasources": [
            {
                "name": "Prometheus",
                "uid": SOURCE,
                "type": "prometheus",
                "access": "proxy",
                "url": f"http://{shown}",
                "isDefault": True,
                "editable": False,
            }
        ],
    }


def _boards(topology: Topology) -> Value:
    """Return where dashboards lie; what is changed by hand is not kept.

    Source: Grafana 12 manual, "Provision Grafana", "Dashboards".
    """
    return {
        "apiVersion": 1,
        "providers": [
            {
                "name": topology.name,
                "type": "file",
                "disableDeletion": True,
                "allowUiUpdates": False,
                "options": {"path": FOLDER},
            }
        ],
    }
