"""Hold the reading and replacing of single files: whatever the disk holds, it is reported."""

import io
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbstackc.base.report import Report
from dbstackc.work import files
from dbstackc.work.files import decode, read_stream, read_text, replace


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def said(report: Report) -> list[str]:
    return [f"{each.rule}: {each.title}" for each in report]


def test_a_mark_at_the_start_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.dbs").write_bytes(b"\xef\xbb\xbfdbs 1\n")
    source = read_text(tmp_path / "a.dbs", Report(), "a.dbs")
    assert source is not None
    assert (source.name, source.text) == ("a.dbs", "dbs 1\n")


def test_what_is_not_there_or_no_file_is_said(tmp_path: Path) -> None:
    report = Report()
    assert read_text(tmp_path / "a.dbs", report, "a.dbs") is None
    assert read_text(tmp_path, report, "folder") is None
    assert read_text(Path("a\0b"), report, "nul") is None
    assert said(report) == [
        "no-such-file: `a.dbs` does not exist",
        "unreadable-file: `folder` is a folder, not a file",
        "unreadable-file: `nul` cannot be read: embedded null byte",
    ]


def test_a_byte_that_is_no_utf8_is_placed() -> None:
    report = Report()
    assert decode(b"dbs 1\nhost \xff1 at", "a.dbs", report) is None
    (found,) = report
    assert found.title == "byte 11 (0xff) is not UTF-8"
    assert found.primary is not None
    assert found.primary.span.place == (2, 6)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_encodings_are_named(encoding: str) -> None:
    report = Report()
    assert decode("dbs 1".encode(encoding), "a.dbs", report) is None
    (found,) = report
    assert found.title == f"`a.dbs` is written in {encoding.upper()}, not in UTF-8"


def test_an_endless_file_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LIMIT", 10)
    report = Report()
    assert read_stream(io.BytesIO(b"x" * 10), "a", report) is not None
    assert read_text(Path("/dev/zero"), report, "zero") is None
    assert [each.rule for each in report] == ["file-too-large"]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_source_or_a_mistake(content: bytes) -> None:
    report = Report()
    assert (decode(content, "a", report) is None) == report.has_errors


def test_a_replaced_file_keeps_its_mode_and_its_links(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    assert replace(link, b"new", Report())
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert replace(tmp_path / "fresh", b"x", Report(), mode=0o755)
    assert stat.S_IMODE((tmp_path / "fresh").stat().st_mode) == 0o755
    assert names(tmp_path) == ["fresh", "link", "real"]


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("old")

    def full(handle: int, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    report = Report()
    assert not replace(tmp_path / "a", b"new", report)
    monkeypatch.undo()
    assert said(report) == [
        f"cannot-write: `{tmp_path / 'a'}` cannot be written: no space left on device"
    ]
    assert (tmp_path / "a").read_text() == "old"
    assert names(tmp_path) == ["a"]
