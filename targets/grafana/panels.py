"""Panels: what is drawn, and how."""

from collections.abc import Mapping, Sequence
from typing import Any

from dbstackc.base.record import record

Query = tuple[str, str]
"""PromQL, and how a series of it is called: labels in double braces."""

GREEN, ORANGE, RED = "green", "orange", "red"


@record(frozen=True, slots=True, kw_only=True)
class Panel:
    """One panel.

    kind: stat (a number, coloured) or timeseries. unit: as Grafana calls it. width: of 24.
    steps: from which value on it has which colour, rising; the first has no value.
    """

    title: str
    queries: Sequence[Query]
    about: str = ""
    kind: str = "timeseries"
    unit: str = "short"
    width: int = 8
    steps: Sequence[tuple[float | None, str]] = ((None, GREEN),)
    least: float | None = 0


def drawn(panel: Panel, number: int, spot: Mapping[str, int], source: str) -> dict[str, Any]:
    """Return a panel as Grafana reads it.

    number: unique on the dashboard. spot: its place, as `gridPos`. source: the uid.

    Source: Grafana 12 manual, "Dashboard JSON model".
    """
    at = {"type": "prometheus", "uid": source}
    thresholds = {
        "mode": "absolute",
        "steps": [{"color": colour, "value": value} for value, colour in panel.steps],
    }
    shown: dict[str, Any] = {"unit": panel.unit, "thresholds": thresholds}
    if panel.least is not None:
        shown["min"] = panel.least
    options: dict[str, Any] = {
        "legend": {"displayMode": "list", "placement": "bottom"},
        "tooltip": {"mode": "multi", "sort": "desc"},
    }
    if panel.kind == "stat":
        shown["color"] = {"mode": "thresholds"}
        options = {
            "colorMode": "background",
            "graphMode": "none",
            "textMode": "value_and_name",
            "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
        }
    return {
        "id": number,
        "type": panel.kind,
        "title": panel.title,
        "description": panel.about,
        "datasource": at,
        "gridPos": dict(spot),
        "fieldConfig": {"defaults": shown, "overrides": []},
        "options": options,
        "targets": [
            {
                "refId": chr(ord("A") + index),
                "datasource": at,
                "expr": expression,
                "legendFormat": called,
            }
            for index, (expression, called) in enumerate(panel.queries)
        ],
    }


def row(title: str, number: int, top: int) -> dict[str, Any]:
    """Return the head of a row of panels."""
    spot = {"h": 1, "w": 24, "x": 0, "y": top}
    return {
        "id": number,
        "type": "row",
        "title": title,
        "collapsed": False,
        "gridPos": spot,
        "panels": [],
    }
