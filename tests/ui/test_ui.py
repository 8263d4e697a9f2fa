"""Hold messages to what was looked at, and to what a person says should be found."""

from pathlib import Path

import pytest

from dbstackc.check.rule import rules
from tests.corpus import UI, draw_message, messages, settle, stated, told


@pytest.mark.parametrize("name", messages())
def test_a_message_is_what_was_blessed(
    name: str, bless: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = UI / f"{name}.dbs"
    drawn, found = draw_message(place, monkeypatch)
    assert told(found) == stated(place.read_text())
    _settle(UI / f"{name}.out", drawn, bless)


@pytest.mark.parametrize("name", [rule.name for rule in rules()])
def test_a_rule_speaks_as_was_blessed(
    name: str, bless: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = next(rule for rule in rules() if rule.name == name)
    (tmp_path / "bad.dbs").write_text(rule.bad.lstrip("\n"))
    drawn, _ = draw_message(tmp_path / "bad.dbs", monkeypatch)
    _settle(UI / "rules" / f"{name}.out", drawn, bless)


def test_every_drawing_belongs_to_something() -> None:
    known = {*messages(), *(f"rules/{rule.name}" for rule in rules())}
    drawn = {str(path.relative_to(UI).with_suffix("")) for path in UI.glob("*/*.out")}
    assert drawn == known


def _settle(place: Path, drawn: bytes, bless: bool) -> None:
    known = {place.name: place.read_bytes()} if place.exists() else {}
    settle(place.parent, {place.name: drawn}, known, bless)
