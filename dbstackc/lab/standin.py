"""Images mapped to the engines of this machine: MariaDB stands in for a MySQL that replicates.

PXC needs no mapping, for MariaDB reads what is written for it. Replicas of MySQL are told words
that MariaDB has not, so their clusters are compiled again with its image.
"""

from collections.abc import Collection
from pathlib import Path

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lab.mysql import find_mysql
from dbstackc.lab.need import LabError
from dbstackc.model.topology import Topology
from dbstackc.work.compile import Compiled, compile_path, compile_source
from dbstackc.work.files import read_text

IMAGE, VERSION = "mariadb:10.11", "10.11"
"""What Debian 12 has."""


def compile_mapped(
    path: Path,
    report: Report,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    single_host: bool = False,
) -> tuple[Compiled, list[str]]:
    """Return the topology of a file, with the images that this machine can stand in for.

    And the names of the clusters that got another image.

    The rest of the arguments, and what is reported, as for `compile_path`.
    Raises LabError where the stack cannot be had with them.
    """
    compiled = compile_path(path, report, select, ignore, single_host)
    if compiled.topology is None or report.has_errors:
        return compiled, []
    names = stood_in(compiled.topology)
    source = read_text(path, report) if names else None
    if source is None:
        return compiled, []
    text = "".join(
        f'amend replication {name} {{ image "{IMAGE}"; version {VERSION} }}\n' for name in names
    )
    second = Report()
    mapped = compile_source(
        Source(source.name, f"{source.text}\n{text}"), path.parent, second, select, ignore,
        single_host,
    )  # fmt: skip
    if mapped.topology is None or second.has_errors:
        why = next(
            (each.title for each in second if each.level <= Level.ERROR), "it does not compile"
        )
        raise LabError(f"with MariaDB in place of MySQL, {why}")
    return mapped, names


def replaced(topology: Topology, mapped: Collection[str]) -> list[str]:
    """Return a sentence for each engine that another one stands in for here.

    mapped: the clusters that were compiled again.
    """
    found = {
        "PXC": [each.name for each in topology.clusters if each.flavour == "pxc"],
        "MySQL": list(mapped),
    }
    return [
        f"MariaDB stands in for {engine}: {names[0]}"
        + (f" and {len(names) - 1} more" if len(names) > 1 else "")
        for engine, names in found.items()
        if names
    ]


def stood_in(topology: Topology) -> list[str]:
    """Return the replication clusters of MySQL, by name, in the order written.

    None where the user has a MySQL: then it stands for itself.
    """
    if find_mysql():
        return []
    return [
        each.name
        for each in topology.clusters
        if each.kind == "replication" and each.flavour == "mysql"
    ]
