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
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.emit.target import Artifact
from dbstackc.lint.facts.said import Fact
from dbstackc.lint.reader import Context
from dbstackc.model.topology import Topology

from . import read as reading
from .claim import claims
from .document import Document
from .lower import lower
from .refuse import refuse
from .secrets import secrets
from .see import see
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


class Reader:
    """What reads haproxy.cfg."""

    kind = "haproxy"
    title = "the configuration of HAProxy"
    example = "haproxy.cfg"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is a haproxy.cfg, 0 to 100."""
        return claims(name, text)

    def read(self, source: Source, context: Context, report: Report) -> reading.Config:
        """Return the lines and sections of a text.

        Reports: haproxy/unknown-word, haproxy/no-end-of-line.
        """
        config = reading.read(source)
        if not context.fragment:
            refuse(config, report)
        return config

    def write(self, document: reading.Config) -> str:
        """Return the text of a file, as it was read."""
        return reading.write(document)

    def see(self, document: reading.Config) -> Iterator[Fact]:
        """Yield what a file says of a stack."""
        return see(document)

    def secrets(self, document: reading.Config) -> Iterator[Span]:
        """Yield where passwords stand."""
        return secrets(document)


TARGET = HAProxy()
READERS = (Reader(),)
