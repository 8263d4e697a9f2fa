"""Write keepalived.conf: one for each host with vips, and for each balancer inside a bridge.

A `Document` is the file's blocks, each with its lines and further blocks, and the origin of each; a
reader of existing files can make the same of any keepalived.conf.

All holders of a vip say the same of its router, beat and password; each says its own address and
priority, and lists the others as peers. A holder whose port is silent gives the vip up at once.

The only holes are the passwords of adverts. Each stands in double quotes, where every character but
a double quote and a backslash is itself, and these two cannot be said. The first eight bytes count,
and keepalived complains of more.
"""

from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from .document import Document
from .lower import lower
from .write import write


class Keepalived:
    """The target."""

    name = "keepalived"

    def lower(self, topology: Topology, report: Report) -> Iterator[Document]:
        """Yield the file of each keepalived.

        Reports: cannot-express, keepalived/no-auth.
        """
        return lower(topology, report)

    def write(self, document: Document) -> Artifact:
        """Print a file."""
        return write(document)


TARGET = Keepalived()
