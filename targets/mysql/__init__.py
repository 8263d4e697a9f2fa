"""The MySQL target: option files, the SQL of a first start, and how replicas follow.

Serves Percona XtraDB Cluster, MySQL and MariaDB from one topology.
"""

from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology

from .accounts import first_start
from .document import Document
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
        return document.lines.artifact(document.path, escape=document.escape, title=document.title)


TARGET = MySQL()
