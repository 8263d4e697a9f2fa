"""Patterns: what they write out, and what is said of those that are none."""

import pytest

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.syntax.pattern import Pattern, expand
from dbstackc.syntax.tree import Word


def expanded(text: str, most: int = 100_000) -> tuple[Pattern, list[Diagnostic]]:
    """Expand a word that stands behind four blanks."""
    report = Report()
    source = Source("stack.dbs", "    " + text)
    return expand(Word(text, Span(source, 4, 4 + len(text))), report, most), list(report)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("vm1", "vm1"),
        ("vm[1..4]", "vm1 vm2 vm3 vm4"),
        ("vm[1,3]", "vm1 vm3"),
        ("vm[1..2, 7]", "vm1 vm2 vm7"),
        ("vm[ 1..2 ]", "vm1 vm2"),
        ("400[1,3]", "4001 4003"),
        ("10.0.0.[7..9]", "10.0.0.7 10.0.0.8 10.0.0.9"),
        ("10.0.[0..1].[1..2]", "10.0.0.1 10.0.0.2 10.0.1.1 10.0.1.2"),
        ("zone[a, b, c]", "zonea zoneb zonec"),
        ("vm[08..11]", "vm08 vm09 vm10 vm11"),
        ("vm[00..01]", "vm00 vm01"),
        ("vm[0..2]", "vm0 vm1 vm2"),
        ("vm[9..11]", "vm9 vm10 vm11"),
        ("vm[1..2]:9001", "vm1:9001 vm2:9001"),
        ("vm[1,1,2]", "vm1 vm1 vm2"),
        ("[1..2]", "1 2"),
        ("[fd00::1]", "[fd00::1]"),
        ("[fd00::1]:3306", "[fd00::1]:3306"),
        ("[::]", "[::]"),
        ("[fd00::1, fd00::2]:3306", "[fd00::1]:3306 [fd00::2]:3306"),
        ("r[1..2]w[1..2]", "r1w1 r1w2 r2w1 r2w2"),
        ("10..1000", "10..1000"),
        ("数[1..2]据", "数1据 数2据"),
    ],
)
def test_a_pattern_stands_for_words(text: str, words: str) -> None:
    pattern, found = expanded(text)
    assert list(pattern.words()) == words.split() and not found
    assert pattern.count == len(words.split()) and not pattern.is_poisoned
    assert pattern.text == text and pattern.span.text == text


@pytest.mark.parametrize(
    ("text", "at", "title"),
    [
        ("vm[4..1]", "4..1", "`4..1` counts backwards"),
        ("vm[]", "[]", "these brackets hold nothing"),
        ("vm[ ]", "[ ]", "these brackets hold nothing"),
        ("vm[1..]", "1..", "`1..` is not a range of numbers"),
        ("vm[..4]", "..4", "`..4` is not a range of numbers"),
        ("vm[a..c]", "a..c", "`a..c` is not a range of numbers"),
        ("vm[-1..3]", "-1..3", "`-1..3` is not a range of numbers"),
        ("vm[1...3]", "1...3", "`1...3` is not a range of numbers"),
        ("vm[2, 1..]", "1..", "`1..` is not a range of numbers"),
        ("vm[1 2]", "1 2", "`1 2` lacks a comma"),
        ("vm[1,,2]", "[1,,2]", "a comma in these brackets has nothing beside it"),
        ("vm[1,]", "[1,]", "a comma in these brackets has nothing beside it"),
        ("vm[01..012]", "01..012", "`01..012` has ends of different widths"),
        ("vm[1..٣]", "1..٣", "`1..٣` is not a range of numbers"),
        ("vm[1..4", "[", "this bracket is never closed"),
        ("vm1..4]", "]", "this bracket closes nothing"),
        ("vm[1]]", "]", "this bracket closes nothing"),
        (
            "vm[1..9999999999999999]",
            "1..9999999999999999",
            "`1..9999999999999999` has a number of more than 15 digits",
        ),
    ],
)
def test_a_malformed_bracket_is_told(text: str, at: str, title: str) -> None:
    pattern, (found,) = expanded(text)
    assert pattern.is_poisoned and pattern.count == 0 and list(pattern.words()) == []
    assert (found.rule, found.title) == ("pattern", title)
    assert found.primary and found.primary.span.text == at
    assert found.helps


def test_a_pattern_is_counted_before_it_is_written_out() -> None:
    pattern, (found,) = expanded("r[1..99999]w[1..99999]")
    assert pattern.is_poisoned
    assert found.rule == "pattern-too-long"
    assert found.title == "`r[1..99999]w[1..99999]` stands for 9999800001 words"
    assert expanded("vm[1..100000]")[0].count == 100_000
    assert expanded("vm[1..101]", most=100)[1][0].rule == "pattern-too-long"
    huge = "v" + "[1..999999999999999]" * 1000
    assert expanded(huge)[1][0].title.endswith("stands for more than 10^15 words")


def test_a_span_elsewhere_is_shown_whole() -> None:
    source = Source("haproxy.cfg", "server a")
    report = Report()
    expand(Word("vm[4..1]", Span(source, 0, 6)), report)
    (found,) = report
    assert found.primary and found.primary.span.text == "server"
