"""Alerts as a file of rules: a group for each thing that they are about."""

from collections.abc import Sequence

from dbstackc.base.quantity import Duration
from dbstackc.emit.yaml import From, Value

from .alerts import Alert


def rules(found: Sequence[Alert]) -> dict[str, Value]:
    """Return rules.yml as a value.

    Source: Prometheus 2.42 manual, "Alerting rules".
    """
    groups: dict[str, list[Value]] = {}
    for alert in found:
        groups.setdefault(alert.about, []).append(From(_rule(alert), alert.span))
    return {"groups": [{"name": name, "rules": group} for name, group in groups.items()]}


def _rule(alert: Alert) -> dict[str, Value]:
    kind = alert.kind
    said: dict[str, Value] = {
        "alert": kind.name,
        "expr": alert.expression,
        "for": str(Duration(alert.hold)),
        "labels": {"severity": kind.severity, **alert.labels},
        "annotations": {
            "summary": alert.summary,
            "description": alert.description,
            "runbook": f"ALERTS.md#{kind.name.lower()}",
        },
    }
    return said
