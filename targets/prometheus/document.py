"""What the target makes: settings, rules, logins and a page."""

from dataclasses import dataclass

from dbstackc.emit.trace import Lines


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """One file; escape and title as an artifact has them."""

    path: str
    lines: Lines
    escape: str = ""
    title: str = ""
