"""The backup target: what copies clusters by a clock, and what brings a copy back."""

from collections.abc import Iterable

from dbstackc.base.report import Report
from dbstackc.emit.document import Document
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from . import table, units
from .lower import lower


class Backups:
    """The target."""

    name = "backup"

    def lower(self, topology: Topology, report: Report) -> Iterable[Document]:
        """Yield the files of each host that copies are taken on, and the scripts of the bundle."""
        return lower(topology)

    def write(self, document: Document) -> Artifact:
        """Print a document."""
        return document.artifact()


TARGET = Backups()
READERS = (table.Reader(), units.Reader())
