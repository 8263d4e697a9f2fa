"""A baseline knows findings by what they are, not by their lines."""

from pathlib import Path

from dbstackc.base.diagnostic import Diagnostic, Label, Level
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.work import baseline


def finding(title: str, text: str = "x\n") -> Diagnostic:
    """Return a finding at the end of a text."""
    source = Source("a.cfg", text)
    return Diagnostic("r", Level.WARNING, title, Label(Span(source, len(text), len(text))))


def test_what_was_kept_is_known_wherever_it_moves(tmp_path: Path) -> None:
    place = tmp_path / "b.json"
    assert baseline.keep(place, [finding("one"), finding("two")], Report())
    known = baseline.known(place, Report())
    assert known is not None
    moved = [finding("one", "more\nlines\n"), finding("three")]
    fresh, gone = baseline.without(moved, known)
    assert ([each.title for each in fresh], gone) == (["three"], 1)


def test_the_second_of_two_alike_is_new(tmp_path: Path) -> None:
    place = tmp_path / "b.json"
    baseline.keep(place, [finding("one")], Report())
    known = baseline.known(place, Report())
    assert known is not None
    assert len(baseline.without([finding("one"), finding("one")], known)[0]) == 1


def test_something_else_is_no_baseline(tmp_path: Path) -> None:
    place = tmp_path / "b.json"
    for text in ("", "[]", '{"version": 9, "findings": []}', '{"version": 1}', "[" * 100_000):
        place.write_text(text)
        report = Report()
        assert baseline.known(place, report) is None
        assert [each.rule for each in report] == ["baseline-form"]
