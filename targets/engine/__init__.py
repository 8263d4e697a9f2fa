"""The engine target: what the kernel and the Docker of each host are set to, and who sets it.

Only hosts that an `engine` names are touched.
"""

from collections.abc import Iterable

from dbstackc.base.report import Report
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from .document import Document
from .existing import Reader
from .lower import lower
from .write import write


class Engine:
    """The target."""

    name = "engine"

    def lower(self, topology: Topology, report: Report) -> Iterable[Document]:
        """Yield the files of each host that has an engine, and the scripts that lay them.

        Reports: cannot-express.
        """
        return lower(topology, report)

    def write(self, document: Document) -> Artifact:
        """Print one file."""
        return write(document)


TARGET = Engine()
READERS = (Reader(),)
