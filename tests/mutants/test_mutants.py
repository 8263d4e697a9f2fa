"""Every rule is broken, in every way that is one small change, and what is looked at shows it.

What is looked at: the examples of all rules, and the texts of `tests/ui`, whose findings are
blessed. A broken rule that says the same of all of them would pass every test.
"""

from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.check import rule as one
from dbstackc.check.rule import Check, Rule, rules
from dbstackc.model.topology import Topology
from dbstackc.work.compile import compile_source
from tests.corpus import UI, messages
from tests.mutants.mutant import mutants

RULES = {rule.name: rule for rule in rules()}


@cache
def corpus() -> tuple[Topology, ...]:
    """Return the topologies whose findings some test holds."""
    texts = [text for rule in RULES.values() for text in (rule.bad, rule.good)]
    texts += [(UI / f"{name}.dbs").read_text(encoding="utf-8") for name in messages()]
    built = []
    for text in texts:
        report = Report()
        whole = compile_source(Source("e.dbs", text), Path(), report)
        if whole.topology is not None:
            built.append(whole.topology)
    return tuple(built)


def _said(check: Check, rule: Rule, topology: Topology) -> list[object]:
    report = Report()
    try:
        check(topology, one.Report(rule.name, rule.level, report))
    except Exception as error:
        return [repr(error)]
    return list(report)


@cache
def judged(name: str) -> tuple[list[str], list[str]]:
    """Break a rule; return what was noticed, and what no test would have noticed."""
    rule = RULES[name]
    module = import_module(f"dbstackc.check.rules.{name.replace('-', '_')}")
    sound = [_said(rule.check, rule, topology) for topology in corpus()]
    noticed: list[str] = []
    unseen: list[str] = []
    for mutant in mutants(module):
        both = zip(corpus(), sound, strict=True)
        same = all(_said(mutant.check, rule, topology) == said for topology, said in both)
        (unseen if same else noticed).append(mutant.said)
    return noticed, unseen


@pytest.mark.parametrize("name", RULES)
def test_a_broken_rule_is_noticed(name: str) -> None:
    """Add a near miss to `tests/ui/near` for what is not."""
    noticed, unseen = judged(name)
    assert "checks nothing" in noticed
    assert len(noticed) > 2 * len(unseen), "\n".join(unseen)


def test_hardly_any_change_of_any_rule_goes_unseen() -> None:
    """Of six changes a rule, one in a hundred may mean the same as what it changed."""
    every = [judged(name) for name in RULES]
    unseen = [said for _, lost in every for said in lost]
    tried = sum(len(noticed) + len(lost) for noticed, lost in every)
    assert tried > 6 * len(RULES)
    assert len(unseen) * 100 <= tried, "\n".join(unseen)
