"""What the target makes: Dockerfiles, what lies beside them, a table and scripts."""

from dataclasses import dataclass

from dbstackc.emit.trace import Lines


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """One file; mode and title as an artifact has them."""

    path: str
    lines: Lines
    mode: int = 0o644
    title: str = ""
