"""Prometheus: what it looks at, and which rules follow from the stack."""

from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.emit.document import Document
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from .existing import Reader
from .lower import lower


class Prometheus:
    """The target."""

    name = "prometheus"

    def lower(self, topology: Topology, report: Report) -> Iterator[Document]:
        """Yield the settings and rules of each Prometheus, what exporters log in by, and a page."""
        yield from lower(topology)

    def write(self, document: Document) -> Artifact:
        """Print a document."""
        return document.artifact()


TARGET = Prometheus()
READERS = (Reader(),)
