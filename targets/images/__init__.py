"""The images target: a Dockerfile for each image that no registry has, and who builds it."""

from collections.abc import Iterable

from dbstackc.base.report import Report
from dbstackc.emit.document import Document
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from .existing import Reader
from .lower import lower


class Images:
    """The target."""

    name = "images"

    def lower(self, topology: Topology, report: Report) -> Iterable[Document]:
        """Yield the files of each image that is spoken of or runs, and the step that builds."""
        return lower(topology)

    def write(self, document: Document) -> Artifact:
        """Print one file."""
        return document.artifact()


TARGET = Images()
READERS = (Reader(),)
