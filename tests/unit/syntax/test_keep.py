"""What is kept between runs: a help where it can be had, and never in the way."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dbstackc.syntax import keep

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.syntax.parse import parse
report = Report()
tree = parse(Source("stack.dbs", "a b { c; d }"), report)
print(len(tree.statements[0].block or ()), len(report))
"""


def run(**environment: str) -> str:
    """Parse a text in a process with nothing else in its environment; return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def test_the_second_run_finds_what_the_first_has_written(tmp_path: Path) -> None:
    assert run(HOME=str(tmp_path)) == "2 0\n"
    (kept,) = (tmp_path / ".cache/dbstackc").iterdir()
    assert kept.stat().st_size > 0 and kept.stat().st_mode & 0o777 == 0o600
    before = kept.stat().st_mtime_ns
    assert run(HOME=str(tmp_path)) == "2 0\n"
    assert kept.stat().st_mtime_ns == before


@pytest.mark.parametrize("content", [b"", b"x", b"[]", b"[1,2,3]", b"\xff", b"\0" * 100_000])
def test_a_damaged_cache_is_written_again(tmp_path: Path, content: bytes) -> None:
    run(XDG_CACHE_HOME=str(tmp_path))
    (kept,) = (tmp_path / "dbstackc").iterdir()
    whole = kept.read_bytes()
    for damaged in (content, whole[:-20], whole[:70] + content, b"[" * 100_000):
        kept.write_bytes(damaged)
        assert run(XDG_CACHE_HOME=str(tmp_path)) == "2 0\n"
        before = kept.stat().st_mtime_ns
        assert run(XDG_CACHE_HOME=str(tmp_path)) == "2 0\n"
        assert kept.stat().st_mtime_ns == before, "the second run found it whole"


def test_one_can_do_without(tmp_path: Path) -> None:
    assert run() == "2 0\n"
    assert run(HOME="relative") == "2 0\n"
    assert run(HOME=str(tmp_path / "none")) == "2 0\n"
    assert run(HOME="/dev/null") == "2 0\n"
    assert run(HOME="/proc") == "2 0\n"
    assert run(HOME=str(tmp_path), DBSTACKC_NO_CACHE="1") == "2 0\n"
    assert not list(tmp_path.iterdir())


def test_runs_at_one_time_do_not_disturb_each_other(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(lambda _: run(HOME=str(tmp_path)), range(8)))
    assert said == ["2 0\n"] * 8


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep a text in a folder of its own, and return where it is."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("DBSTACKC_NO_CACHE", raising=False)
    keep.write("some", "text 数")
    assert keep.read("some") == "text 数"
    assert [path.name for path in (tmp_path / "dbstackc").iterdir()] == ["some"]
    return tmp_path / "dbstackc/some"


def test_a_text_is_replaced_whole(kept: Path) -> None:
    keep.write("some", "other")
    assert keep.read("some") == "other"
    assert [path.name for path in kept.parent.iterdir()] == ["some"]
    assert kept.stat().st_mode & 0o777 == 0o600


def test_what_others_can_write_is_not_read(kept: Path) -> None:
    for mode in (0o620, 0o602, 0o666):
        kept.chmod(mode)
        assert keep.read("some") is None
    keep.write("some", "mended")
    assert keep.read("some") == "mended"
    kept.parent.chmod(0o777)
    assert keep.read("some") is None
    keep.write("some", "other")
    kept.parent.chmod(0o700)
    assert keep.read("some") == "mended"


def test_what_is_no_plain_file_is_not_read(kept: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("other")
    kept.unlink()
    kept.symlink_to(other)
    assert keep.read("some") is None
    kept.unlink()
    os.mkfifo(kept)
    assert keep.read("some") is None
    kept.unlink()
    kept.mkdir()
    assert keep.read("some") is None
    keep.write("some", "text")
    assert [path.name for path in kept.parent.iterdir()] == ["some"]


def test_what_is_owned_by_another_is_not_read(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = os.getuid() + 1
    with monkeypatch.context() as changed:
        changed.setattr(os, "getuid", lambda: other)
        assert keep.read("some") is None
        keep.write("some", "other")
    assert keep.read("some") == "text 数"


def test_what_is_damaged_is_not_read(kept: Path) -> None:
    whole = kept.read_bytes()
    for at in range(len(whole)):
        kept.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert keep.read("some") is None
        kept.write_bytes(whole[:at])
        assert keep.read("some") is None
