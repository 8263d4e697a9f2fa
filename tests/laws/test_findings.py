"""Rules leave alone what works: no topology that compiles is refused by one."""

from pathlib import Path

from hypothesis import given

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.work.compile import compile_source
from tests.laws.topologies import Drawn, topologies


def findings(text: str) -> list[tuple[str, str, str]]:
    """Return what is said of a text: rule, title and place."""
    report = Report()
    compile_source(Source("t.dbs", text), Path(), report)
    return [
        (each.rule, each.title, str(each.primary.span if each.primary else ""))
        for each in report
        if each.level <= Level.ERROR
    ]


@given(topologies())
def test_no_rule_refuses_a_sane_topology(drawn: Drawn) -> None:
    assert not findings(drawn.text), drawn.text


@given(topologies(most_clusters=2))
def test_a_mistake_in_a_sane_topology_is_the_one_thing_refused(drawn: Drawn) -> None:
    text = drawn.text + "host vm1twin at 127.0.0.1\n"
    assert {rule for rule, _, _ in findings(text)} == {"address-not-routable"}, drawn.text
