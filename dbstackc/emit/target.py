"""The contract of a target: Document in the middle, Artifact at the end."""

from collections.abc import Iterable
from typing import Any, Protocol

from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.model.topology import Topology

Trace = tuple[tuple[int, Span], ...]


@record(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One file of a bundle.

    path: relative to the bundle, with slashes, no `..`.
    text: its whole content, ending in a newline; "\\n" line ends.
    mode: 0o644, or 0o755 for what is run.
    trace: (line, span) pairs, lines from 1 and rising: the span holds from that line to the next
        pair's line.
    escape: how secrets are written into its holes on the target machine: "" where it has none, else
        xml, sql, option, haproxy, keepalived, bcrypt, exporter, plain.
    title: one phrase for the bundle's own contents page.
    """

    path: str
    text: str
    mode: int = 0o644
    trace: Trace = ()
    escape: str = ""
    title: str = ""


class Target(Protocol):
    """One deployable format: only `lower` and `write` are required.

    lower: topology to documents, the target's own lossless form; pure.
    write: a document to its artifact; pure, and the same bytes for the same document.
    """

    name: str

    def lower(self, topology: Topology, report: Report) -> Iterable[Any]:
        """Yield a document for each file that the topology asks for, in a fixed order."""

    def write(self, document: Any) -> Artifact:
        """Print a document."""
