"""The cached table of the parser: a help where it can be had, and never in the way."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dbstackc.syntax.cache import place

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.syntax.parse import parse
report = Report()
tree = parse(Source("stack.dbs", "a b { c; d }"), report)
print(len(tree.statements[0].block or ()), len(report))
"""

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs owners of files")


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


@pytest.mark.parametrize("content", [b"", b"x", b"\x80\x04garbage", b"\0" * 100_000])
def test_a_damaged_cache_is_written_again(tmp_path: Path, content: bytes) -> None:
    run(XDG_CACHE_HOME=str(tmp_path))
    (kept,) = (tmp_path / "dbstackc").iterdir()
    whole = kept.read_bytes()
    for damaged in (content, whole[:-20], whole[:70] + content):
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
    assert run(HOME=str(tmp_path), DBSTACKC_NO_CACHE="1") == "2 0\n"
    assert not list(tmp_path.iterdir())


def test_runs_at_one_time_do_not_disturb_each_other(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(lambda _: run(HOME=str(tmp_path)), range(8)))
    assert said == ["2 0\n"] * 8


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of a cache file in a folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("DBSTACKC_NO_CACHE", raising=False)
    found = place("table")
    assert found == str(tmp_path / "dbstackc/table")
    return Path(found)


def test_what_others_can_write_is_not_used(kept: Path) -> None:
    for mode in (0o620, 0o602, 0o666):
        kept.chmod(mode)
        assert place("table") is None
    kept.chmod(0o600)
    assert place("table") is not None
    kept.parent.chmod(0o777)
    assert place("table") is None


def test_what_is_no_plain_file_is_not_used(kept: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"")
    kept.unlink()
    kept.symlink_to(other)
    assert place("table") is None
    kept.unlink()
    kept.mkdir()
    assert place("table") is None
    kept.rmdir()
    os.mkfifo(kept)
    assert place("table") is None


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs to give away")
def test_what_is_owned_by_another_is_not_used(kept: Path) -> None:
    os.chown(kept, 12345, -1)
    assert place("table") is None
    os.chown(kept, 0, -1)
    os.chown(kept.parent, 12345, -1)
    assert place("table") is None
