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
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.emit.target import Artifact
from dbstackc.lint.facts.said import Fact
from dbstackc.lint.reader import Context
from dbstackc.model.topology import Topology

from . import read as reading
from .claim import claims
from .document import Document
from .include import Includes
from .lower import lower
from .refuse import refuse
from .see import secrets, see
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


class Reader:
    """What reads keepalived.conf."""

    kind = "keepalived"
    title = "the configuration of keepalived"
    example = "keepalived.conf"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is a keepalived.conf, 0 to 100."""
        return claims(name, text)

    def read(self, source: Source, context: Context, report: Report) -> reading.Config:
        """Return the blocks of a text, and report what `keepalived -t` complains of.

        Reports: those of `Includes` and of `refuse`.
        """
        config = reading.read(source, Includes(context.beside, report, context.inside))
        refuse(config, report, fragment=context.fragment)
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


TARGET = Keepalived()
READERS = (Reader(),)
