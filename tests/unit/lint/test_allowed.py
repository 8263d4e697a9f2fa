"""A comment allows a rule on one line, in each format's own syntax, and says why."""

import pytest

from dbstackc.base.diagnostic import Diagnostic, Label, Level
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.allowed import allows, apply

KNOWN = frozenset(("idle-cut", "haproxy/idle-cut"))


def found(source: Source, line: int, rule: str = "idle-cut") -> Diagnostic:
    """Return a finding on a line."""
    start = source.starts[line - 1]
    return Diagnostic(rule, Level.WARNING, "x", Label(Span(source, start, start + 1)))


def told(text: str, line: int, rule: str = "idle-cut") -> list[str]:
    """Return the rules that are left of a finding on a line."""
    source, report = Source("x", text), Report()
    apply([found(source, line, rule)], allows(source, KNOWN, report), report)
    return [each.rule for each in report]


@pytest.mark.parametrize(
    "text",
    [
        "x  # dbs: allow idle-cut: why\n",
        "x ; dbs: allow idle-cut: why\r\n",
        "<x/> <!-- dbs: allow idle-cut: why -->\n",
        "x ! dbs: allow idle-cut: why\n",
        "x // dbs: allow idle-cut: why",
    ],
)
def test_at_the_end_of_a_line_it_allows_that_line(text: str) -> None:
    assert told(text, 1) == []


@pytest.mark.parametrize("between", ["", "\n", "# something else\n", "   \n\n"])
def test_alone_it_allows_the_next_line_that_says_something(between: str) -> None:
    text = f"# dbs: allow idle-cut: why\n{between}x\ny\n"
    line = 2 + between.count("\n")
    assert told(text, line) == []
    assert sorted(told(text, line + 1)) == ["idle-cut", "unused-allow"]


def test_it_allows_no_other_rule() -> None:
    assert sorted(told("x # dbs: allow idle-cut: why\n", 1, "other")) == ["other", "unused-allow"]


def test_a_rule_of_a_format_has_its_whole_name() -> None:
    assert told("x # dbs: allow haproxy/idle-cut: why\n", 1, "haproxy/idle-cut") == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("x # dbs: allow idle-cut\n", "this allow gives no reason for `idle-cut`"),
        ("x # dbs: allow idle-cut:\n", "this allow gives no reason for `idle-cut`"),
        ("x # dbs: allow idle-cat: why\n", "no rule is called `idle-cat`"),
    ],
)
def test_one_without_reason_or_rule_allows_nothing(text: str, title: str) -> None:
    source, report = Source("x", text), Report()
    assert allows(source, KNOWN, report) == []
    assert [each.title for each in report] == [title]


def test_the_fix_of_an_unused_one_takes_its_line_away() -> None:
    source, report = Source("x", "a\n  # dbs: allow idle-cut: why\nb\n"), Report()
    apply([], allows(source, KNOWN, report), report)
    (told,) = report
    assert told.fix is not None
    (edit,) = told.fix.edits
    assert source.text[: edit.span.start] + edit.text + source.text[edit.span.end :] == "a\nb\n"
