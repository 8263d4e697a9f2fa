"""The MySQL target: option files, the SQL of a first start, and how replicas follow.

Serves Percona XtraDB Cluster, MySQL and MariaDB from one topology.
"""

from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.emit.document import Document
from dbstackc.emit.target import Artifact
from dbstackc.lint.facts.said import Fact
from dbstackc.lint.reader import Context
from dbstackc.model.topology import Topology

from .accounts import first_start
from .existing import see as existing
from .existing.refuse import refuse
from .follow import follow
from .options import option_files


class MySQL:
    """Option files and SQL."""

    name = "mysql"

    def lower(self, topology: Topology, report: Report) -> Iterator[Document]:
        """Yield the files of each cluster: option files, first start, then how replicas follow."""
        for cluster in topology.clusters:
            yield from option_files(cluster)
            yield first_start(topology, cluster)
            yield from follow(cluster)

    def write(self, document: Document) -> Artifact:
        """Print a document."""
        return document.artifact()


class Reader:
    """What reads option files."""

    kind = "options"
    title = "an option file of MySQL or MariaDB"
    example = "my.cnf"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is an option file, 0 to 100."""
        return existing.claims(name, text)

    def read(self, source: Source, context: Context, report: Report) -> existing.File:
        """Return the options of a text.

        Reports: mysql/not-an-option, mysql/unknown-option, mysql/wrong-value.
        """
        file = existing.read(source, context.beside, context.inside)
        # what a document shows may be cut short, and no server reads it
        refuse(file, Report() if context.fragment else report)
        return file

    def write(self, document: existing.File) -> str:
        """Return the text of a file, as it was read."""
        return document.source.text

    def see(self, document: existing.File) -> Iterator[Fact]:
        """Yield what a file says of a stack."""
        return existing.see(document)

    def secrets(self, document: existing.File) -> Iterator[Span]:
        """Yield where passwords stand."""
        return existing.secrets(document)


TARGET = MySQL()
READERS = (Reader(),)
