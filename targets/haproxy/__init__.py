"""Write haproxy.cfg: one for each balancer.

A `Document` is the file's sections, each with its lines as the words that HAProxy understands, and
the origin of each; a line that a user laid out by hand, and a comment, keep their text. A reader of
existing files can make the same of any haproxy.cfg, and a rule can look at either.

Doors to a cluster ask a server for its state, not only whether it lets them in: `checks` says how.
A door for writes has one server, and backups that wait. A door for reads of a replication cluster
has the replicas, and falls back to a backend `NAME:any`. A door to routers waits for MySQL's
greeting.

The only hole is the password of the status page. It stands in double quotes: a secret is filled in
with a backslash before each backslash, double quote and dollar sign.
"""

from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from .document import Document
from .lower import lower
from .write import write


class HAProxy:
    """The target."""

    name = "haproxy"

    def lower(self, topology: Topology, report: Report) -> Iterator[Document]:
        """Yield the haproxy.cfg of each balancer."""
        return lower(topology)

    def write(self, document: Document) -> Artifact:
        """Print a file."""
        return write(document)


TARGET = HAProxy()
