"""Topology to the tables, scripts and timers of its backups."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from dbstackc.emit import layout
from dbstackc.emit.document import Document, shipped
from dbstackc.emit.timed import installer
from dbstackc.emit.trace import Lines
from dbstackc.model.backup import Backup
from dbstackc.model.thing import Host
from dbstackc.model.topology import Topology

from .unit import service, timer

SHELL = Path(__file__).resolve().parent / "shell"

INSTALL = "90-backup"
"""The last step: a host without systemd fails it, and the stack stands all the same."""


def lower(topology: Topology) -> Iterator[Document]:
    """Yield the files of each host that copies are taken on, then those of the bundle."""
    if not topology.backups:
        return
    for host in topology.hosts:
        here = [each for each in topology.backups if each.node.host is host]
        if here:
            yield from _of_host(topology, host, here)
    yield _places(topology)
    yield _shards(topology)
    title = "lets each host copy its clusters by a clock"
    yield shipped(SHELL / f"{INSTALL}.sh", f"steps/{INSTALL}.sh", title)
    yield shipped(SHELL / "now.sh", "backup.sh", "copies clusters now")
    yield shipped(SHELL / "restore.sh", "restore.sh", "brings a cluster back from a copy")


def _of_host(topology: Topology, host: Host, backups: Sequence[Backup]) -> Iterator[Document]:
    folder, stack = f"{layout.folder(host)}/backup", layout.project(topology.name)
    yield _table(topology, folder, host, backups)
    for name, title in (
        ("backup", "copies a cluster"),
        ("inside", "what it does in the node's container"),
    ):
        mode = 0o644 if name == "inside" else 0o755
        yield shipped(SHELL / f"{name}.sh", f"{folder}/{name}.sh", title, mode)
    yield installer(folder)
    yield service(folder, topology.name, stack, host)
    for backup in backups:
        yield timer(folder, stack, backup)


def _table(topology: Topology, folder: str, host: Host, backups: Sequence[Backup]) -> Document:
    """Return what backup.sh reads: fields apart by tabs, a row for each cluster."""
    lines = Lines()
    lines.add(
        "# cluster, stack, node, role, how, account, secret, folder, kept (14, or 7s),"
        "\n# seconds that it may take, seconds between two, whether it must be mounted, program",
        host.span,
    )
    for each in backups:
        kept = f"{each.seconds}s" if each.seconds else str(each.copies)
        row = (
            *(each.name, layout.project(topology.name), each.node.name, each.role),
            *("dump" if each.is_dump else "files", each.account, each.secret.name, each.folder),
            *(kept, str(each.limit), str(each.gap * 60), "yes" if each.mounted else "no"),
            each.then or "-",
        )
        lines.add("\t".join(row), each.span)
    return Document(path=f"{folder}/backup.txt", lines=lines, title=f"what {host.name} copies")


def _shards(topology: Topology) -> Document:
    """Return which clusters a schema lies on: a copy of one knows nothing of the others."""
    lines = Lines()
    lines.add("# schema, cluster")
    for schema in topology.schemas:
        for name in dict.fromkeys(shard.cluster.name for shard in schema.shards):
            lines.add(f"{schema.name}\t{name}", schema.span)
    return Document(path="steps/shards.txt", lines=lines, title="the clusters of each schema")


def _places(topology: Topology) -> Document:
    lines = Lines()
    lines.add("# cluster, host, node, role, how, secret")
    for each in topology.backups:
        how = "dump" if each.is_dump else "files"
        row = (each.name, each.node.host.name, each.node.name, each.role, how, each.secret.name)
        lines.add("\t".join(row), each.span)
    return Document(path="steps/backups.txt", lines=lines, title="where clusters are copied")
