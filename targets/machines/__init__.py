"""The machines target: the hosts as what people reach machines with knows them."""

from collections.abc import Iterable, Iterator

from dbstackc.base.report import Report
from dbstackc.emit.document import Document
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from .existing import READERS as READERS
from .lower import first_starts, lower


class Machines:
    """The target."""

    name = "machines"

    def lower(self, topology: Topology, report: Report) -> Iterable[Document]:
        """Yield a file for each way that the inventory names; none without one."""
        return lower(topology)

    def write(self, document: Document) -> Artifact:
        """Print one file."""
        return document.artifact()

    def finish(
        self, topology: Topology, artifacts: Iterable[Artifact], report: Report
    ) -> Iterator[Artifact]:
        """Yield what each host does at its first start, with the files of its engine inside."""
        return first_starts(topology, artifacts)


TARGET = Machines()
