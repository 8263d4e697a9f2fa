"""Firewalls: what each host lets in, for nftables or firewalld, and the script that closes it."""

from collections.abc import Iterable

from dbstackc.base.report import Report
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from .document import Document
from .existing.reader import Reader
from .existing.zone_reader import ZoneReader
from .lower import lower
from .write import write


class Firewall:
    """The target."""

    name = "firewall"

    def lower(self, topology: Topology, report: Report) -> Iterable[Document]:
        """Yield the rules of each host that a firewall closes, and the script that loads them."""
        return lower(topology)

    def write(self, document: Document) -> Artifact:
        """Print one file."""
        return write(document)


TARGET = Firewall()
READERS = (Reader(), ZoneReader())
