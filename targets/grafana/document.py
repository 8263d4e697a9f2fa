"""What the target makes: a dashboard, and what Grafana is told of it."""

from dataclasses import dataclass

from dbstackc.emit.trace import Lines


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """One file; title as an artifact has it."""

    path: str
    lines: Lines
    title: str
