"""Files are read once, whatever their encoding, and nothing outside what was named is opened."""

from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.work.seek import read_all


def names(path: Path, report: Report) -> list[str]:
    """Return the files of a folder, relative to it."""
    return [str(Path(f.source.name).relative_to(path)) for f in read_all([str(path)], report).found]


def test_a_folder_is_walked_in_the_order_of_names_without_hidden_and_foreign_ones(
    tmp_path: Path,
) -> None:
    for name in ("b.cfg", "a/z.cfg", ".git/x", "node_modules/y", "a/.hidden/x"):
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("x")
    assert names(tmp_path, Report()) == ["b.cfg", "a/z.cfg"]


def test_a_link_out_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret").write_text("x")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "real").write_text("x")
    assert names(tmp_path / "in", Report()) == ["real"]


def test_binary_files_are_passed_by_unless_named(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"a\0b")
    report = Report()
    assert names(tmp_path, report) == [] and not list(report)
    read_all([str(tmp_path / "x.bin")], report)
    assert [each.rule for each in report] == ["binary-file"]


@pytest.mark.parametrize(
    "content", ["数据\r\n".encode("gb18030"), b"\xff\xfe\xfd", b"\xef\xbb\xbfx"]
)
def test_what_is_written_back_is_what_was_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.cfg").write_bytes(content)
    (file,) = read_all([str(tmp_path)], Report()).found
    assert file.encoded(file.source.text) == content


def test_what_is_not_utf8_is_told_where_it_ends(tmp_path: Path) -> None:
    (tmp_path / "x.cfg").write_bytes(b"ab\xff")
    report = Report()
    read_all([str(tmp_path)], report)
    (told,) = report
    assert told.rule == "not-utf8" and told.primary is not None
    assert told.primary.span.start == 2


def test_what_lies_beside_is_read_within_the_folder_alone(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "out.conf").write_text("secret")
    (inside / "a.conf").write_text("a")
    (inside / ".env").write_text("X=1")
    (inside / "link").symlink_to(tmp_path / "out.conf")
    files = read_all([str(inside)], Report())
    file = files.found[0]
    env = files.beside(file, ".env")
    assert env is not None and env.text == "X=1"
    for outside in ("../out.conf", "link", str(tmp_path / "out.conf"), "/etc/passwd", "\0", ""):
        assert files.beside(file, outside) is None


def test_a_named_file_brings_nothing_but_other_named_ones(tmp_path: Path) -> None:
    (tmp_path / "a.conf").write_text("a")
    (tmp_path / "b.conf").write_text("b")
    alone = read_all([str(tmp_path / "a.conf")], Report())
    assert alone.beside(alone.found[0], "b.conf") is None
    both = read_all([str(tmp_path / "a.conf"), str(tmp_path / "b.conf")], Report())
    found = both.beside(both.found[0], "b.conf")
    assert found is not None and found.text == "b"
