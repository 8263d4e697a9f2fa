"""The dashboard of a stack: a row for each thing that it is made of."""

import hashlib
from collections.abc import Iterator
from typing import Any

from dbstackc.model.topology import Topology

from .panels import Panel, drawn, row
from .rows import rows

SOURCE = "dbstackc"
"""The uid of the source of numbers."""

TALL, FLAT = 8, 4
"""Heights, in Grafana's cells: of a graph, and of a number."""


def board(topology: Topology) -> dict[str, Any]:
    """Return the dashboard; the same stack has the same.

    The uid is made of the stack's name, so that links to it last; at most 40 letters.

    Source: Grafana 12 manual, "Dashboard JSON model".
    """
    digest = hashlib.sha256(topology.name.encode()).hexdigest()[:12]
    return {
        "uid": f"dbstackc-{digest}",
        "title": topology.name,
        "tags": ["dbstackc"],
        "editable": False,
        "graphTooltip": 1,
        "refresh": "30s",
        "schemaVersion": 39,
        "time": {"from": "now-6h", "to": "now"},
        "timezone": "browser",
        "templating": {"list": []},
        "annotations": {"list": []},
        "panels": list(_laid(rows(topology))),
    }


def _laid(found: Iterator[tuple[str, list[Panel]]]) -> Iterator[dict[str, Any]]:
    """Yield rows and panels, each at its place: from left to right, and down where none fits."""
    number, top = 0, 0
    for title, panels in found:
        number += 1
        yield row(title, number, top)
        top += 1
        left, tallest = 0, 0
        for panel in panels:
            height = FLAT if panel.kind == "stat" else TALL
            if left + panel.width > 24:
                left, top, tallest = 0, top + tallest, 0
            number += 1
            spot = {"h": height, "w": panel.width, "x": left, "y": top}
            yield drawn(panel, number, spot, SOURCE)
            left, tallest = left + panel.width, max(tallest, height)
        top += tallest
