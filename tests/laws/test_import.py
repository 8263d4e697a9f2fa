"""What import gives back of a stack that build wrote: its topology, and a word on all the rest."""

from typing import Any

import pytest
from hypothesis import given

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.language.program import gather
from dbstackc.lint.lift.lift import Lifted, lift
from dbstackc.lint.reader import Text
from dbstackc.lint.stack import Stack
from dbstackc.model.build import build as build_topology
from dbstackc.model.export import to_json
from dbstackc.syntax.format import format_tree
from dbstackc.syntax.parse import parse
from dbstackc.work.lint import read_stacks
from tests.corpus import GOLDEN
from tests.house.code import ROOT
from tests.laws.accounted import unaccounted
from tests.laws.bundles import compiled
from tests.laws.imported import Told, entered
from tests.laws.topologies import Drawn, topologies


def taken(files: dict[str, str]) -> list[Lifted]:
    return [lifted for _, lifted in stacks(files)]


def stacks(files: dict[str, str]) -> list[tuple[Stack, Lifted]]:
    """Return each stack that import finds in a bundle: a door to elsewhere is one of its own."""
    sources = [Source(path, text) for path, text in sorted(files.items())]
    known = {source.name: source for source in sources}
    texts = [Text(source, known.get, named=False) for source in sources]
    found = read_stacks(texts, Report())
    return [(each, made) for each in found if (made := lift(each)) is not None]


def meant(text: str) -> dict[str, Any]:
    """Return the topology of a text as JSON; it compiles without an error."""
    report = Report()
    tree = parse(Source("again.dbs", text), report)
    topology = build_topology(gather([tree], report), "stack", report)
    assert [each.title for each in report if each.level <= Level.ERROR] == [], text
    return to_json(topology)


@given(topologies())
def test_what_was_built_is_taken_back(drawn: Drawn) -> None:
    topology, files = compiled(drawn.text)
    whole = to_json(topology)
    told = entered(topology)
    before = Told(whole, whole, told).things()
    after: dict[str, dict[str, Any]] = {kind: {} for kind in before}
    for each in taken(files):
        again = meant(format_tree(each.tree))
        for kind, things in Told(again, whole, told).things().items():
            after[kind] |= things
    if not whole["routers"]:
        # MyCat's files alone tell which databases are shards of one; the clusters tell of each
        before["schemas"] = after["schemas"] = {}
    for kind, things in before.items():
        assert after[kind].keys() == things.keys()
        for name, thing in things.items():
            assert after[kind][name] == thing


ONE_REPLICA = """\
dbs 1
secret root, replication, app from env
host vm[1..2] at 10.0.0.[1..2]
replication r {
  source r1 on vm1:3307
  replicas r2 on vm2:3307
  root secret.root; follow as follower with secret.replication; user app with secret.app
}
schema shop on r { table one { primary id } }
mycat router on vm1 { user app with secret.app for shop }
haproxy door on vm1 { listen w on 7001 to r for writes; listen r on 7002 to r for reads }
"""


def test_a_door_to_the_one_replica_is_for_reads() -> None:
    _, files = compiled(ONE_REPLICA)
    found = [meant(format_tree(each.tree))["balancers"] for each in taken(files)]
    listens = [each for balancers in found for one in balancers for each in one["listens"]]
    assert {each["name"]: each["use"] for each in listens} == {"w": "write", "r": "read"}


@given(topologies())
def test_every_fact_is_carried_or_named(drawn: Drawn) -> None:
    _, files = compiled(drawn.text)
    for stack, lifted in stacks(files):
        assert unaccounted(lifted, stack) == []


BUNDLES = ("databases", "laptop", "four_hosts", "swarm", "as_in_the_notes")


@pytest.mark.parametrize("name", [*BUNDLES, "by-hand"])
def test_every_fact_of_a_sample_is_carried_or_named(name: str) -> None:
    if name == "by-hand":
        files = {"by-hand.md": (ROOT / "samples/four-hosts/by-hand.md").read_text()}
    else:
        place = GOLDEN / name / "out"
        paths = [path for path in place.rglob("*") if path.is_file()]
        files = {str(path.relative_to(place)): path.read_text() for path in paths}
    found = stacks(files)
    assert sum(len(read.facts) for stack, _ in found for read in stack.reads) > 10
    for stack, lifted in found:
        assert unaccounted(lifted, stack) == []
