"""Compile a text in a test: to a topology, and to the artifacts of one target."""

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.emit.load import targets
from dbstackc.emit.target import Artifact
from dbstackc.language.program import gather
from dbstackc.model.build import build
from dbstackc.model.topology import Topology
from dbstackc.syntax.parse import parse


def topology(text: str) -> Topology:
    """Compile a text without its first line, which must be without a fault."""
    report = Report()
    tree = parse(Source("test.dbs", f"dbs 1\n{text}"), report)
    found = build(gather([tree], report), "shop", report)
    assert [each.title for each in report] == []
    return found


def artifacts(whole: Topology, target: str) -> dict[str, Artifact]:
    """Return what a target makes of a topology without a complaint, by path; no path twice."""
    (one,) = targets([target])
    report = Report()
    made = [one.write(document) for document in one.lower(whole, report)]
    assert [each.title for each in report] == []
    found = {each.path: each for each in made}
    assert len(found) == len(made)
    return found
