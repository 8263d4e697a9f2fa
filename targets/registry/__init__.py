"""The registry target: where images are kept, who fills it, and who clears it.

It runs in a Compose project of its own, so that it outlives the stack, and serves a Swarm too.
"""

from collections.abc import Iterable

from dbstackc.base.report import Report
from dbstackc.emit.document import Document
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from .existing import READERS as READERS
from .lower import lower


class Registry:
    """The target."""

    name = "registry"

    def lower(self, topology: Topology, report: Report) -> Iterable[Document]:
        """Yield the registry's files, the images that it is to hold, and the scripts.

        Reports: cannot-express.
        """
        return lower(topology, report)

    def write(self, document: Document) -> Artifact:
        """Print one file."""
        return document.artifact()


TARGET = Registry()
