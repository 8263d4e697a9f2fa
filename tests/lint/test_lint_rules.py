"""Every rule over files that exist: its bad example fires it alone, its near miss is silent."""

import re

import pytest

from dbstackc.base.diagnostic import Diagnostic, Level
from dbstackc.base.source import Source
from dbstackc.check.rule import rules as rules_of_stacks
from dbstackc.lint.rule import Example, Rule, rules
from dbstackc.surface.look import ASCII
from dbstackc.surface.render import draw_all
from dbstackc.work.lint import lint_sources
from tests.corpus import TESTS, settle
from tests.house.test_rules import THIS_LINE

RULES = {rule.name: rule for rule in rules()}
PLACE = TESTS / "lint" / "drawn"


def found_in(rule: Rule, example: Example) -> tuple[Diagnostic, ...]:
    """Return what linting an example finds."""
    sources = [Source(name, text) for name, text in rule.files(example).items()]
    return lint_sources(sources).found


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_bad_example_fires_its_rule_alone(rule: Rule) -> None:
    told = [(found.rule, found.title) for found in found_in(rule, rule.bad)]
    assert told and {name for name, _ in told} == {rule.name}, told


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_near_miss_is_silent(rule: Rule) -> None:
    assert [(found.rule, found.title) for found in found_in(rule, rule.good)] == []


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_safe_fix_silences_its_rule_and_adds_nothing(rule: Rule) -> None:
    texts = rule.files(rule.bad)
    for _ in range(10):
        found = lint_sources([Source(name, text) for name, text in texts.items()]).found
        fixes = [each.fix for each in found if each.fix is not None and each.fix.safe]
        if not fixes:
            break
        for edit in sorted(fixes[0].edits, key=lambda each: -each.span.start):
            name, text = edit.span.source.name, texts[edit.span.source.name]
            texts[name] = text[: edit.span.start] + edit.text + text[edit.span.end :]
    else:
        raise AssertionError("its fixes never end")
    if any(each.fix and each.fix.safe for each in found_in(rule, rule.bad)):
        assert {each.rule for each in found} <= {rule.name}
        assert len(found) < len(found_in(rule, rule.bad))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_it_speaks_as_was_blessed(rule: Rule, bless: bool) -> None:
    drawn = draw_all(found_in(rule, rule.bad), ASCII).encode()
    place = PLACE / f"{rule.name}.out"
    place.parent.mkdir(parents=True, exist_ok=True)
    known = {place.name: place.read_bytes()} if place.exists() else {}
    settle(place.parent, {place.name: drawn}, known, bless)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_its_page_says_what_is_wrong_why_and_who_says_so(rule: Rule) -> None:
    assert re.fullmatch(r"([a-z]+/)?[a-z]+(-[a-z0-9]+)*", rule.name)
    assert rule.level in (Level.ERROR, Level.WARNING, Level.ADVICE)
    assert rule.title.endswith(".")
    source = THIS_LINE.search(rule.text)
    assert source, "no Source: line"
    why = rule.text.strip()[len(rule.title) : rule.text.strip().index(source[0])].strip()
    assert len(why.split()) > 8, "it does not say why"


def test_no_two_rules_have_one_name() -> None:
    names = [*RULES, *(rule.name for rule in rules_of_stacks())]
    assert len(names) == len(set(names))


def test_every_drawing_belongs_to_a_rule() -> None:
    drawn = {str(path.relative_to(PLACE).with_suffix("")) for path in PLACE.rglob("*.out")}
    assert drawn == set(RULES)
