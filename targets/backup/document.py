"""One file of what takes copies, as the lines it is made of."""

from dataclasses import dataclass

from dbstackc.emit.trace import Lines


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """One file; mode and title as an artifact has them."""

    path: str
    lines: Lines
    mode: int = 0o644
    title: str = ""
