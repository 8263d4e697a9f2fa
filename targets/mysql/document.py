"""What the target makes: files of lines, each line with its origin."""

from dataclasses import dataclass

from dbstackc.emit.trace import Lines


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """One file; escape and title as an artifact has them."""

    path: str
    lines: Lines
    escape: str
    title: str
