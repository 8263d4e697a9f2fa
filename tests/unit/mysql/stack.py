"""Compile a text in a test: to a topology, and to the artifacts of one target."""

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.emit.load import targets
from dbstackc.emit.target import Artifact
from dbstackc.language.program import gather
from dbstackc.model.build import build
from dbstackc.model.topology import Topology
from dbstackc.syntax.parse import parse

GALERA = """
secret root, app, mon from env
host vm[1..3] at 10.0.0.[1..3]
pxc a {
  nodes a[1..3] on vm[1..3]:9001
  root secret.root
  user app with secret.app
  monitor mon with secret.mon
  memory 2G
}
"""

PAIR = """
secret root, app, follow from env
host vm[1..2] at 10.0.0.[1..2]
replication r {
  source r1 on vm1:9021
  replicas r2 on vm2:9021
  root secret.root
  user app with secret.app
  follow as backup with secret.follow
}
"""


def topology(text: str) -> Topology:
    """Compile a text without its first line, which must be without a fault."""
    report = Report()
    tree = parse(Source("test.dbs", f"dbs 1\n{text}"), report)
    found = build(gather([tree], report), "shop", report)
    assert [each.title for each in report] == []
    return found


def artifacts(whole: Topology, target: str) -> dict[str, Artifact]:
    """Return what a target makes of a topology, by path; no path twice."""
    (one,) = targets([target])
    made = [one.write(document) for document in one.lower(whole, Report())]
    found = {each.path: each for each in made}
    assert len(found) == len(made)
    return found
