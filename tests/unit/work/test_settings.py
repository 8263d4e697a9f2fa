"""Settings are read from the nearest folder upward, and a slip in them is told."""

from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.work.settings import settings


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "dbstackc.toml").write_text('[lint]\nfail-on = "warning"\n')
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.dbstackc.lint]\nselect = ["haproxy"]\n')
    found = settings(inner, Report())
    assert (found.place, found.select) == (tmp_path / "a" / "pyproject.toml", ("haproxy",))
    assert found.fail_on == ""


def test_a_pyproject_without_a_word_of_ours_is_passed_by(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pyproject.toml").write_text("tool = 3\n")
    (tmp_path / "dbstackc.toml").write_text('[lint]\nignore = ["idle-cut"]\n')
    assert settings(tmp_path / "a", Report()).ignore == ("idle-cut",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[lint]\nselct = []\n", "did you mean `select`?"),
        ("[lint]\nselect = 3\n", "`lint.select` is a list of rules"),
        ("lint = 3\n", "`lint` is no table"),
        ('[lint.per-file-ignores]\n"*.cfg" = 3\n', "gives a list of rules for each pattern"),
        ("[lint\n", "it is no TOML"),
    ],
)
def test_a_slip_is_told(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "dbstackc.toml").write_text(text)
    report = Report()
    settings(tmp_path, report)
    (told,) = report
    assert says in told.title


def test_a_pattern_ignores_rules_in_files_below_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dbstackc.toml").write_text(
        '[lint.per-file-ignores]\n"old/*.cfg" = ["haproxy/idle-cut"]\n'
    )
    monkeypatch.chdir(tmp_path)
    found = settings(tmp_path, Report())
    assert found.ignores("haproxy/idle-cut", "old/x.cfg")
    assert not found.ignores("haproxy/idle-cut", "new/x.cfg")
    assert not found.ignores("haproxy/other", "old/x.cfg")
    assert not found.ignores("haproxy/idle-cut", "/elsewhere/old/x.cfg")
