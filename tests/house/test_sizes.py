"""A file is one purpose, and one purpose fits on a few screens."""

from pathlib import Path

from tests.house.code import ROOT, modules

LINES = 300


def long_files(root: Path) -> list[str]:
    """Return each Python file that is longer than a file may be."""
    counted = (
        (path, len((root / path).read_text(encoding="utf-8").splitlines()))
        for path in modules("dbstackc", "targets", "tests", root=root)
    )
    return [f"{path}: {count} lines, {LINES} at most" for path, count in counted if count > LINES]


def test_no_file_is_longer_than_300_lines() -> None:
    assert not (found := long_files(ROOT)), "\n".join(found)


def test_one_line_more_is_too_many(tmp_path: Path) -> None:
    (tmp_path / "dbstackc").mkdir()
    (tmp_path / "dbstackc/fits.py").write_text("\n" * LINES)
    (tmp_path / "dbstackc/long.py").write_text("\n" * (LINES + 1))
    assert long_files(tmp_path) == ["dbstackc/long.py: 301 lines, 300 at most"]
