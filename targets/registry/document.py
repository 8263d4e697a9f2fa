"""What the target makes: files of the registry, tables and scripts."""

from dataclasses import dataclass

from dbstackc.emit.trace import Lines


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """One file; mode, escape and title as an artifact has them."""

    path: str
    lines: Lines
    mode: int = 0o644
    escape: str = ""
    title: str = ""
