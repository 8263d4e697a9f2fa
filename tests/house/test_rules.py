"""Every rule explains itself, in one file of its own."""

import re
from pathlib import Path

import pytest

from dbstackc.base.diagnostic import Level
from dbstackc.check import rules as folder
from dbstackc.check.rule import Rule, rules
from dbstackc.lint.standing import LIFTED, MOOT, TWINS

RULES = {rule.name: rule for rule in rules()}

THIS_LINE = re.compile(r"^Source: \S.*", re.M)


def test_every_file_of_the_folder_is_a_rule() -> None:
    files = {path.stem for path in Path(folder.__path__[0]).glob("[a-z]*.py")}
    assert {name.replace("-", "_") for name in RULES} == files
    assert RULES


def test_each_has_one_place_over_files_that_exist() -> None:
    assert sorted([*LIFTED, *TWINS, *MOOT]) == sorted(RULES), "see dbstackc/lint/standing.py"
    assert all(len(reason.split()) > 2 for reason in MOOT.values())


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_has_a_name_that_reads_after_allow(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_has_a_level_of_a_finding(rule: Rule) -> None:
    assert rule.level in (Level.ERROR, Level.WARNING, Level.ADVICE)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rules_page_says_what_is_wrong_why_and_who_says_so(rule: Rule) -> None:
    assert rule.title.endswith(".")
    said, source = rule.text.strip(), THIS_LINE.search(rule.text)
    assert source, "no Source: line"
    why = said[len(rule.title) : said.index(source[0])].strip()
    assert len(why.split()) > 8, "it does not say why"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rules_examples_differ_and_are_no_longer_than_they_must(rule: Rule) -> None:
    assert rule.bad.strip() and rule.good.strip()
    assert rule.bad != rule.good
    assert max(rule.bad.count("\n"), rule.good.count("\n")) <= 40
