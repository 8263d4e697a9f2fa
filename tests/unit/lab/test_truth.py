"""What is lost, and what only some nodes lack, with rows that lie in one shard or in all."""

from pathlib import Path

import pytest

from dbstackc.lab import truth
from dbstackc.lab.client import Account
from dbstackc.lab.door import Door, Place
from dbstackc.lab.state import Lab
from dbstackc.lab.tally import Tally, Write
from dbstackc.lab.truth import compare
from dbstackc.lab.way import Way
from tests.unit.compose.stacks import WHOLE, topology

HAS: dict[str, list[Write]] = {
    "a1": [(0, 0), (0, 1), (0, 1), (0, 3)],
    "a2": [(0, 0), (0, 1)],
    "r1": [(0, 2), (0, 4)],
}

ACCOUNT = Account(Lab(Path("/nowhere")), Path("/nowhere"), Way("", "", 0), "")


def counted(monkeypatch: pytest.MonkeyPatch, *, is_copy: bool) -> Tally:
    nodes = {each.name: each for each in topology(WHOLE).nodes}
    places = [
        Place(shard, nodes[name], ACCOUNT)
        for shard, name in (("x", "a1"), ("x", "a2"), ("y", "r1"))
    ]

    def rows(_lab: Lab, _door: Door, place: Place, *_: object) -> dict[Write, int]:
        has = HAS[place.node.name]
        return {write: has.count(write) for write in has}

    monkeypatch.setattr(truth, "_rows", rows)
    tally = Tally("", 1)
    tally.acknowledged = {(0, 0), (0, 1), (0, 2), (0, 5)}
    tally.unknown, tally.refused = {(0, 3), (0, 6)}, {(0, 4), (0, 7)}
    compare(Lab(Path("/nowhere")), Door("", [], [], places, None, is_copy=is_copy), tally)
    return tally


def test_a_row_is_looked_for_in_every_shard_and_missed_in_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tally = counted(monkeypatch, is_copy=False)
    assert tally.lost == {(0, 5)}
    assert tally.behind == {"a1": 0, "a2": 0, "r1": 0}
    assert (tally.present, tally.twice, tally.ghosts) == (1, 1, 1)


def test_a_copied_row_is_missed_wherever_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    tally = counted(monkeypatch, is_copy=True)
    assert tally.lost == {(0, 5)}
    assert tally.behind == {"a1": 2, "a2": 2, "r1": 3}
