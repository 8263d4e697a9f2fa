"""The examples of every rule: the bad one breaks it alone, the good one breaks none."""

from pathlib import Path

import pytest

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.check.rule import Rule, rules
from dbstackc.work.compile import compile_source

RULES = {rule.name: rule for rule in rules()}


def found(text: str) -> list[Diagnostic]:
    """Return whatever is said of a topology, from its first letter to its last rule."""
    report = Report()
    compile_source(Source("example.dbs", text), Path(), report)
    return list(report)


def lines(diagnostics: list[Diagnostic]) -> str:
    return "\n".join(f"{each.level.word}[{each.rule}]: {each.title}" for each in diagnostics)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_bad_example_breaks_the_rule_and_no_other(rule: Rule) -> None:
    diagnostics = found(rule.bad)
    assert {each.rule for each in diagnostics} == {rule.name}, lines(diagnostics)
    assert min(each.level for each in diagnostics) == rule.level


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_good_example_breaks_none(rule: Rule) -> None:
    diagnostics = found(rule.good)
    assert not diagnostics, lines(diagnostics)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_finding_tells_where_why_and_what_to_do(rule: Rule) -> None:
    for each in found(rule.bad):
        assert each.primary is not None and each.primary.span.text.strip()
        assert each.notes and each.helps, each.title
        assert len(each.notes) <= 2
        assert not each.title.endswith("."), each.title
        assert each.title[0] in "`@0123456789" or each.title[0].islower(), each.title


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_bad_example_can_be_allowed(rule: Rule) -> None:
    at = {each.primary.span.start for each in found(rule.bad) if each.primary}
    assert at
    report = Report()
    allowed = f"# allow {rule.name}: an example\n"
    text = "".join(
        allowed + line if _begins(line) else line for line in rule.bad.splitlines(keepends=True)
    )
    compile_source(Source("example.dbs", text), Path(), report)
    assert {each.rule for each in report} <= {"unused-allow"}


def _begins(line: str) -> bool:
    """Return whether a statement of its own begins on a line."""
    return line[:1].isalpha()
