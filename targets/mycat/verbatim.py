"""Lines that a user puts among a router's settings by hand."""

import re
from xml.parsers import expat

from dbstackc.base.report import Report
from dbstackc.emit.xml import is_printable
from dbstackc.model.topology import Router

_TOKEN = re.compile(r"[A-Za-z0-9._:-]+")


def is_fitting(line: str, router: Router, report: Report) -> bool:
    """Tell whether a line may stand among the settings; report it if not.

    It holds whole `<property name="…">…</property>` elements and comments, and nothing else: MyCat
    refuses to start with anything else there.

    Reports: mycat/bad-verbatim.
    Source: MyCat 1.6.7.4, server.dtd (system, property).
    """
    reason = _fault(line)
    if reason is not None:
        report.error(
            "mycat/bad-verbatim",
            f"a verbatim line of `{router.name}` does not fit into server.xml",
            at=router.origin("verbatim"),
            says=reason,
            help='write settings, as in `<property name="idleTimeout">3600000</property>`',
        )
    return reason is None


class _Faults:
    """What a parser finds wrong inside `<system>`."""

    def __init__(self) -> None:
        self.first: str | None = None
        self._open: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        named = list(attributes) == ["name"] and _TOKEN.fullmatch(attributes["name"].strip())
        if self._open == ["system"] and not (name == "property" and named):
            self.first = self.first or f"`{name}` is not a property with a name"
        if len(self._open) > 1:
            self.first = self.first or f"`{name}` lies in a property"
        self._open.append(name)

    def end(self, name: str) -> None:
        self._open.pop()

    def text(self, text: str) -> None:
        if len(self._open) < 2 and text.strip():
            self.first = self.first or "text lies outside of a property"


def _fault(line: str) -> str | None:
    """Return what is wrong with a verbatim line, or None."""
    if not is_printable(line) or "\n" in line or "\r" in line:
        return "it has a control character"
    faults = _Faults()
    parser = expat.ParserCreate()
    parser.StartElementHandler = faults.start
    parser.EndElementHandler = faults.end
    parser.CharacterDataHandler = faults.text
    try:
        parser.Parse(f"<system>{line}</system>", True)
    except expat.ExpatError as error:
        return f"it is not well-formed: {expat.errors.messages[error.code]}"
    return faults.first
