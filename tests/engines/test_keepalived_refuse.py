"""What keepalived itself says of files that people wrote: what our reader says of them."""

import re
from pathlib import Path

import pytest

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.lint.rule import Rule, rules
from dbstackc.work.lint import lint
from dbstackc.work.seek import Files
from tests.engines import ask
from tests.unit.keepalived.existing import LIKE_IT, REFUSED
from tests.unit.keepalived.pieces import lay

OF_THE_MACHINE = re.compile(r"SECURITY VIOLATION|default user|exit code|^\s*$")
"""What it says of the machine, not of the file."""


def complaints(text: str, tmp_path: Path) -> list[str]:
    """Return the lines that keepalived says of a text, but those about this machine."""
    path = tmp_path / "keepalived.conf"
    path.write_bytes(text.encode())
    return said_of(path)


def said_of(path: Path) -> list[str]:
    """Return the lines that keepalived says of a file, but those about this machine."""
    said = ask.keepalived(path)
    return [line for line in said.splitlines() if not OF_THE_MACHINE.search(line)]


@pytest.mark.parametrize("what", REFUSED)
def test_keepalived_complains_on_the_line(what: str, tmp_path: Path) -> None:
    text, _, line = REFUSED[what]
    said = complaints(text, tmp_path)
    assert said
    lines = {int(number) for number in re.findall(r"Line (\d+)\)", "\n".join(said))}
    # It says of what it misses at the end no line at all, or the one where it noticed.
    assert not lines or min(abs(each - line) for each in lines) <= 3, said


@pytest.mark.parametrize("what", LIKE_IT)
def test_keepalived_has_nothing_to_say(what: str, tmp_path: Path) -> None:
    assert complaints(LIKE_IT[what], tmp_path) == []


def test_keepalived_reads_what_is_included_as_we_do(tmp_path: Path) -> None:
    first = lay(tmp_path, {})
    assert said_of(first) == []
    (tmp_path / "addresses" / "b.inc").write_text("10.0.0.10/24\n300.1.1.1\n")
    assert re.search(r"b\.inc: Line 2\).*300\.1\.1\.1", "\n".join(said_of(first)))
    files = Files(Report())
    files.take(str(tmp_path))
    places = [each.primary.span for each in lint(files.texts()).found if each.primary is not None]
    assert [(Path(at.source.name).name, at.place[0]) for at in places] == [("b.inc", 2)]


@pytest.mark.parametrize(
    "rule", [each for each in rules() if each.name.startswith("keepalived/")], ids=lambda r: r.name
)
def test_a_rule_is_an_error_where_keepalived_complains(rule: Rule, tmp_path: Path) -> None:
    (bad,), (good,) = rule.files(rule.bad).values(), rule.files(rule.good).values()
    is_told = rule.level <= Level.ERROR
    # Whether a new word is known hangs on the release that is asked.
    if rule.name != "keepalived/word-newer":
        assert bool(complaints(bad, tmp_path)) == is_told
    assert complaints(good, tmp_path) == []
