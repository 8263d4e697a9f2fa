"""Topologies for the tests of MyCat's files, and what becomes of them."""

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.emit.load import load
from dbstackc.emit.target import Artifact
from dbstackc.language.program import gather
from dbstackc.model.build import build
from dbstackc.model.topology import Topology
from dbstackc.syntax.parse import parse

HEAD = """dbs 1
secret root, sst, app, ops, replication from env
host vm[1..4] at 10.0.0.[1..4] on eth0
defaults cluster { root secret.root; user app with secret.app }
defaults pxc { image "percona/percona-xtradb-cluster:8.0.43"; sst secret.sst }
defaults replication { image "mysql:8.0.43"; follow as copy with secret.replication }
"""

SHOP = """
pxc a { nodes an[1..3] on vm[1..3]:9001 }
pxc b { nodes bn[1..3] on vm[2..4]:9002 }
replication r { source rs on vm1:9003; replicas rr[1..2] on vm[2..3]:9003 }
"""

ROUTER = "mycat m[1..2] on vm[1..2] { user web with secret.app for shop }\n"


def topology(text: str, head: str = HEAD) -> Topology:
    """Return the topology of a text; nothing may be reported."""
    report = Report()
    tree = parse(Source("stack.dbs", head + text), report)
    built = build(gather((tree,), report), "stack", report)
    assert not (said := [found.title for found in report]), said
    return built


def emit(built: Topology, report: Report | None = None) -> dict[str, Artifact]:
    """Return the artifacts by path; without a report nothing may be reported."""
    said = Report() if report is None else report
    target = load("mycat").TARGET
    found = [target.write(document) for document in target.lower(built, said)]
    if report is None:
        assert [each.title for each in said] == []
    paths = [artifact.path for artifact in found]
    assert len(set(paths)) == len(paths)
    return {artifact.path: artifact for artifact in found}


def conf(artifacts: dict[str, Artifact], router: str) -> dict[str, str]:
    """Return the texts of one router's folder by their names."""
    part = f"/mycat/{router}/"
    return {path.split(part)[1]: a.text for path, a in artifacts.items() if part in path}


def shop(tables: str, router: str = ROUTER, on: str = "a, b, r") -> Topology:
    """Return a stack with one schema, `shop`, of some tables on three clusters."""
    return topology(
        f"{SHOP}schema shop on {on} as dn[1..{on.count(',') + 1}] {{\n{tables}\n}}\n{router}"
    )
