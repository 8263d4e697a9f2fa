"""Faults as they are written: one, one after another, and together."""

from pathlib import Path

import pytest

from dbstackc.lab import fault
from dbstackc.lab.client import NEVER_DONE
from dbstackc.lab.fault import apply
from dbstackc.lab.need import LabError
from dbstackc.lab.plan import plan
from dbstackc.lab.state import Lab
from tests.unit.compose.stacks import topology
from tests.unit.lab.test_plan import ALONE


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    found: list[str] = []
    Lab(tmp_path).keep(plan(topology(ALONE)))
    for name in ("kill", "freeze"):
        takes, _, what = fault.FAULTS[name]
        said = (
            takes,
            lambda _lab, _made, words, name=name: found.append(f"{name} {words[0]}"),
            what,
        )
        monkeypatch.setitem(fault.FAULTS, name, said)
    return found


def test_what_stands_after_then_waits_for_what_stands_before(
    done: list[str], tmp_path: Path
) -> None:
    line = "kill a1 and kill h1 then wait 0 then freeze a2"
    apply(Lab(tmp_path), line.split())
    assert set(done[:2]) == {"kill a1", "kill h1"} and done[2:] == ["freeze a2"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("kill a1 then melt a2", "no fault is called `melt`"),
        ("kill a1 and kill nobody", "no container of the laboratory is called `nobody`"),
        ("kill a1 then unplug nowhere", "no machine of the laboratory is called `nowhere`"),
        ("kill a1 then", "no fault is called ``"),
        ("kill a1 then kill", "`kill` takes CONTAINER"),
    ],
)
def test_nothing_is_done_where_any_of_it_cannot_be(
    done: list[str], tmp_path: Path, line: str, says: str
) -> None:
    with pytest.raises(LabError, match=says):
        apply(Lab(tmp_path), line.split())
    assert done == []


@pytest.mark.parametrize(
    ("said", "is_never"),
    [
        ("ERROR 1047 (08S01) at line 1: WSREP has not yet prepared node", True),
        ("ERROR 1290 (HY000) at line 3: The MariaDB server is running with --read-only", True),
        ("ERROR 2002 (HY000): Can't connect to server on '10.0.0.1' (115)", True),
        ("ERROR 2013 (HY000): Lost connection to server at 'handshake: reading', error: 11", True),
        ("ERROR 2013 (HY000) at line 9: Lost connection to server during query", False),
        ("ERROR 2006 (HY000) at line 9: Server has gone away", False),
        ("ERROR 1180 (HY000) at line 9: Got error 6 during COMMIT", False),
    ],
)
def test_a_write_is_refused_only_where_it_surely_was_not_made(said: str, is_never: bool) -> None:
    assert bool(NEVER_DONE.search(said)) is is_never
