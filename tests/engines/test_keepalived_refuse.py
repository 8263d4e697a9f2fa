"""What keepalived itself says of files that people wrote: what our reader says of them."""

import re
from pathlib import Path

import pytest

from dbstackc.base.diagnostic import Level
from dbstackc.lint.rule import Rule, rules
from tests.engines import ask
from tests.unit.keepalived.existing import LIKE_IT, REFUSED

OF_THE_MACHINE = re.compile(r"SECURITY VIOLATION|default user|exit code|^\s*$")
"""What it says of the machine, not of the file."""


def complaints(text: str, tmp_path: Path) -> list[str]:
    """Return the lines that keepalived says of a text, but those about this machine."""
    path = tmp_path / "keepalived.conf"
    path.write_bytes(text.encode())
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
