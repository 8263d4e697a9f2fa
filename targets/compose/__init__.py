"""Compose files: one for each host, for Docker without Swarm.

What is written is accepted by Compose v2 and by docker-compose 1.29 alike: no `version` (v2 calls
it obsolete), no `name` (1.29 refuses it; the project is named in `.env`), no `configs` (1.29
ignores them).
"""

from collections.abc import Iterable

from dbstackc.base.report import Report
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from .document import Document
from .lower import lower
from .write import write


class Compose:
    """The target."""

    name = "compose"

    def lower(self, topology: Topology, report: Report) -> Iterable[Document]:
        """Yield the files of each host that carries something.

        Reports: cannot-express.
        """
        return lower(topology, report)

    def write(self, document: Document) -> Artifact:
        """Print one file."""
        return write(document)


TARGET = Compose()
