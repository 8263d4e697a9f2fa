"""Drawn stacks as bundles, in memory."""

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.language.program import gather
from dbstackc.model.build import build as build_topology
from dbstackc.model.topology import Topology
from dbstackc.syntax.parse import parse
from dbstackc.work.build import build


def compiled(*texts: str) -> tuple[Topology, dict[str, str]]:
    """Return the topology of some files and every file of its bundle, by path.

    What a target says that a format cannot carry is no mistake here; any other error is.
    """
    report = Report()
    trees = [parse(Source(f"{index}.dbs", text), report) for index, text in enumerate(texts)]
    topology = build_topology(gather(trees, report), "stack", report)
    assert not report.has_errors, [d.title for d in report]
    made = build(topology, [tree.span.source for tree in trees], "0", report)
    wrong = [f"{d.rule}: {d.title}" for d in report if d.level <= 1]
    assert made is not None, wrong
    return topology, {path: content.decode() for path, (content, _) in made.files.items()}
