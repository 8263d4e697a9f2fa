"""The scripts target: what fills the files, starts the stack in order, and brings it back.

The scripts themselves are the same for every topology, and go through tables of hosts, nodes and
containers; a bundle of thousands of nodes has no more of them than one of three.
"""

from collections.abc import Iterable, Iterator

from dbstackc.base.report import Report
from dbstackc.emit.document import Document
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from .fill import fill_files
from .lower import lower


class Scripts:
    """Scripts, their tables, and the bundle's runbook."""

    name = "scripts"

    def lower(self, topology: Topology, report: Report) -> Iterator[Document]:
        """Yield the scripts of the bundle and their tables; those of hosts come with `finish`."""
        yield from lower(topology)

    def write(self, document: Document) -> Artifact:
        """Print a document."""
        return document.artifact()

    def finish(
        self, topology: Topology, artifacts: Iterable[Artifact], report: Report
    ) -> Iterator[Artifact]:
        """Yield what fills the holes that all targets left, host by host.

        To be called once, after every target has written.
        """
        yield from fill_files(topology, artifacts)


TARGET = Scripts()
