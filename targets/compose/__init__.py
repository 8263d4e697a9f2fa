"""Compose files: one for each host, for Docker without Swarm.

What is written is accepted by Compose v2 and by docker-compose 1.29 alike: no `version` (v2 calls
it obsolete), no `name` (1.29 refuses it; the project is named in `.env`), no `configs` (1.29
ignores them).
"""

from collections.abc import Iterable, Iterator

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.emit.target import Artifact
from dbstackc.lint.facts.said import Fact
from dbstackc.lint.reader import Context
from dbstackc.model.topology import Topology

from .document import Document
from .existing.claim import claims
from .existing.file import File, read
from .existing.refuse import refuse
from .existing.see import secrets, see
from .existing.variables import variables_of
from .existing.whole import whole
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


class Reader:
    """What reads Compose files and stacks."""

    kind = "compose"
    title = "a Compose file, or a stack of a Swarm"
    example = "compose.yml"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is a Compose file, 0 to 100."""
        return claims(name, text)

    def read(self, source: Source, context: Context, report: Report) -> File:
        """Return the tree of a text.

        Reports: compose/not-yaml, compose/unknown-key, compose/wrong-shape, compose/undefined-name,
        compose/circle.
        """
        env = context.beside(".env")
        known = variables_of(env.text) if env is not None else {}
        # what a document shows may be cut short, and nobody hands it to an engine
        told = Report() if context.fragment else report
        variables = {**known, **context.variables}
        file = whole(read(source, variables, told), context, variables, told)
        refuse(file, told)
        return file

    def write(self, document: File) -> str:
        """Return the text of a file, as it was read."""
        return document.source.text

    def see(self, document: File) -> Iterator[Fact]:
        """Yield what a file says of a stack."""
        return see(document)

    def secrets(self, document: File) -> Iterator[Span]:
        """Yield where passwords stand."""
        return secrets(document)


TARGET = Compose()
READERS = (Reader(),)
