"""Hold the golden engine: it finds what differs, and a blessing run does not pass."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus import settle, stated
from tests.house.code import ROOT


def test_a_difference_of_any_kind_is_found(tmp_path: Path) -> None:
    same = {"a": b"x\n", "out/b": b"y\n"}
    settle(tmp_path, same, same, bless=False)
    for other in ({"a": b"x\n"}, {**same, "out/b": b"z\n"}, {**same, "c": b""}):
        with pytest.raises(AssertionError):
            settle(tmp_path, other, same, bless=False)


def test_blessing_writes_what_is_removes_what_is_not_and_fails(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    with pytest.raises(pytest.fail.Exception, match="blessed 2 files"):
        settle(tmp_path, {"out/b": b"y\n"}, {"old": b"old"}, bless=True)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["b"]
    settle(tmp_path, {"out/b": b"y\n"}, {"out/b": b"y\n"}, bless=True)


def test_a_run_that_blesses_nothing_fails_too(tmp_path: Path) -> None:
    place = tmp_path / "test_nothing.py"
    place.write_text("def test_nothing() -> None: pass\n")
    for flag, code in ((), 0), (("--bless",), 1):
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null",
             "--rootdir", str(tmp_path), "-p", "tests.conftest", *flag, str(place)],
            cwd=ROOT, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr


def test_a_line_may_state_several_findings() -> None:
    assert stated("a #! error one warning two-three\nb\nc #! advice haproxy/x\n# error no") == {
        "1 error one": 1,
        "1 warning two-three": 1,
        "3 advice haproxy/x": 1,
    }
