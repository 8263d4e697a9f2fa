"""MyCat 1.6.7: the conf folder of each router.

A router's folder has schema.xml, rule.xml, server.xml, the map files that the partitions need, one
sequence file, myid.properties, log4j2.xml and start.sh. Each is mounted read-only, by itself, into
`/usr/local/mycat/conf`; that folder is a volume, for the engine writes there which node it writes
to (dnindex.properties), how far a file's numbers are (sequence_conf.properties) and which slots are
dealt out (ruledata/). cacheservice.properties, ehcache.xml and index_to_charset.properties come
with the image. The container runs `sh conf/start.sh`; nothing but the port for SQL is published.
`dbstackc.emit.router_files` says all this to those who write containers.

What differs between 1.6.7.4 and 1.6.7.6 is written in both ways.
"""

from collections.abc import Iterator, Mapping

from dbstackc.base.report import Report
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from .document import Document
from .lower import lower
from .read import READERS
from .verdict import Complaints, judge
from .write import write

__all__ = ["READERS", "TARGET", "MyCat"]


class MyCat:
    """The target."""

    name = "mycat"

    def lower(self, topology: Topology, report: Report) -> Iterator[Document]:
        """Yield the files of each router.

        Reports: cannot-express, and those of `mycat/`.
        """
        return lower(topology, report)

    def write(self, document: Document) -> Artifact:
        """Print a file."""
        return write(document)

    def judge(self, files: Mapping[str, str]) -> Iterator[tuple[str, Complaints]]:
        """Yield, for each file of a router among those of a bundle, what the engine refuses of it.

        files: texts by path in the bundle. No package of MyCat exists that could be asked.
        """
        return judge(files)


TARGET = MyCat()
