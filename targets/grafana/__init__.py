"""Grafana: a dashboard of the stack, and where its numbers come from."""

from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.emit.document import Document
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from .lower import lower


class Grafana:
    """The target."""

    name = "grafana"

    def lower(self, topology: Topology, report: Report) -> Iterator[Document]:
        """Yield what each Grafana is provisioned with."""
        yield from lower(topology)

    def write(self, document: Document) -> Artifact:
        """Print a document."""
        return document.artifact()


TARGET = Grafana()
