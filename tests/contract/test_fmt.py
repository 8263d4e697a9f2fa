"""Hold the command that lays files out: what it writes, and what it leaves."""

import re
from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.syntax.format import format_tree
from dbstackc.syntax.parse import parse
from tests.contract.command import STACK, run

TIDY = format_tree(parse(Source("a.dbs", STACK), Report()))
UNTIDY = re.sub(" +at", "     at", TIDY)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "sub/.hidden").mkdir(parents=True)
    (tmp_path / "a.dbs").write_text(TIDY)
    (tmp_path / "sub/b.dbs").write_text(UNTIDY)
    (tmp_path / "sub/.hidden/c.dbs").write_text(UNTIDY)
    (tmp_path / "sub/b.dbs").chmod(0o640)
    return tmp_path


def test_only_what_is_untidy_is_written(place: Path) -> None:
    before = (place / "a.dbs").stat().st_mtime_ns
    check = run("fmt", "--check", at=place)
    assert (check.code, check.out) == (1, "")
    assert "would lay out sub/b.dbs\n" in check.error
    assert (place / "sub/b.dbs").read_text() == UNTIDY
    assert run("fmt", at=place).code == 0
    assert (place / "sub/b.dbs").read_text() == TIDY
    assert (place / "sub/b.dbs").stat().st_mode & 0o777 == 0o640
    assert (place / "sub/.hidden/c.dbs").read_text() == UNTIDY
    assert (place / "a.dbs").stat().st_mtime_ns == before
    assert run("fmt", "--check", at=place).code == 0


def test_a_diff_is_the_product(place: Path) -> None:
    diff = run("fmt", "--diff", "sub/b.dbs", at=place)
    assert diff.code == 1
    before, after = (
        next(line for line in text.splitlines() if " at " in line) for text in (UNTIDY, TIDY)
    )
    assert f"-{before}\n+{after}\n" in diff.out


def test_standard_input_comes_back_laid_out(place: Path) -> None:
    done = run("fmt", "-", at=place, stdin=UNTIDY)
    assert (done.code, done.out, done.error) == (0, TIDY, "")


def test_a_file_with_mistakes_is_left_as_it_is(place: Path) -> None:
    broken = "dbs 1\nhost vm1 at\n"
    (place / "a.dbs").write_text(broken)
    done = run("fmt", at=place)
    assert done.code == 1
    assert "a.dbs:2:" in done.error
    assert (place / "a.dbs").read_text() == broken
    assert (place / "sub/b.dbs").read_text() == TIDY
    assert run("fmt", "-", at=place, stdin=broken).out == ""
