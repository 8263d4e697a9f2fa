"""Hold what is drawn while a run takes long: on a terminal alone, after a moment, and then gone."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract import matrix
from tests.contract.command import STACK, run

WHEEL = "check ... "


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Path]:
    """A folder with a stack that is read only after a while: it comes out of a pipe."""
    os.mkfifo(tmp_path / "slow.dbs")
    late = threading.Timer(0.9, (tmp_path / "slow.dbs").write_text, [STACK])
    late.start()
    yield tmp_path
    late.join()


def test_a_long_run_is_seen_to_go_on_and_leaves_no_mark(slow: Path) -> None:
    code, drawn = matrix.on_terminal(["check", "slow.dbs"], slow)
    assert code == 0
    assert drawn.count(WHEEL) > 2
    before, _, after = drawn.rpartition("\r\x1b[K")
    assert WHEEL in before
    assert after == "Checked 1 file: nothing found.\r\n"


@pytest.mark.parametrize(
    ("more", "variables"),
    [
        (["--no-progress"], {}),
        (["-q"], {}),
        ([], {"CI": "true"}),
        ([], {"GITLAB_CI": "true"}),
        ([], {"TERM": "dumb"}),
        ([], {"DBSTACKC_NO_PROGRESS": "1"}),
    ],
)
def test_nothing_is_drawn_where_nobody_wants_it(
    slow: Path, more: list[str], variables: dict[str, str]
) -> None:
    code, drawn = matrix.on_terminal(["check", "slow.dbs", *more], slow, **variables)
    assert code == 0
    assert "\x1b" not in drawn and WHEEL not in drawn


def test_a_short_run_draws_nothing(tmp_path: Path) -> None:
    (tmp_path / "stack.dbs").write_text(STACK)
    _, drawn = matrix.on_terminal(["words"], tmp_path)
    assert " ... " not in drawn


def test_a_pipe_is_never_drawn_on(slow: Path) -> None:
    assert run("check", "slow.dbs", at=slow, TERM="xterm").error == (
        "Checked 1 file: nothing found.\n"
    )
