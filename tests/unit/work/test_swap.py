"""Hold the replacing of a folder: whole or not at all, and nobody's file is lost."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.work import swap as subject
from dbstackc.work.swap import recover, swap

NEW = {"hosts/vm1/a.cfg": (b"new\n", 0o644), "hosts/vm1/fill.sh": (b"#!\n", 0o755)}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    mask = os.umask(0o077)
    (tmp_path / "out/hosts/vm1/secrets").mkdir(parents=True)
    (tmp_path / "out/hosts/vm1/a.cfg").write_text("old\n")
    (tmp_path / "out/hosts/vm1/secrets/root").write_text("s\n")
    yield tmp_path / "out"
    os.umask(mask)


KEPT = ["hosts/vm1/secrets/root"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


OLD = {"hosts/vm1/a.cfg": "old\n", "hosts/vm1/secrets/root": "s\n"}
DONE = {
    "hosts/vm1/a.cfg": "new\n",
    "hosts/vm1/fill.sh": "#!\n",
    "hosts/vm1/secrets/root": "s\n",
}


def test_the_new_folder_holds_the_files_and_what_is_carried(place: Path) -> None:
    report = Report()
    assert swap(place, NEW, KEPT, report)
    assert not list(report)
    assert tree(place) == DONE
    assert names(place.parent) == ["out"]


def test_modes_are_exact_whatever_the_umask(place: Path) -> None:
    (place / "hosts/vm1/secrets").chmod(0o700)
    (place / "hosts/vm1/secrets/root").chmod(0o600)
    assert swap(place, NEW, KEPT, Report())
    modes = {
        str(path.relative_to(place)): stat.S_IMODE(path.stat().st_mode) for path in place.rglob("*")
    }
    assert modes == {
        "hosts": 0o755,
        "hosts/vm1": 0o755,
        "hosts/vm1/a.cfg": 0o644,
        "hosts/vm1/fill.sh": 0o755,
        "hosts/vm1/secrets": 0o700,
        "hosts/vm1/secrets/root": 0o600,
    }
    assert stat.S_IMODE(place.stat().st_mode) == 0o755


def test_a_secret_is_copied_where_links_are_not_allowed(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **named: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert swap(place, NEW, KEPT, Report())
    assert tree(place) == DONE


@pytest.mark.parametrize("call", range(1, 12))
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_anywhere_leaves_the_old_folder(
    place: Path, monkeypatch: pytest.MonkeyPatch, call: int, failure: BaseException
) -> None:
    """Fail at the nth system call that changes the disk, whichever that is."""
    left = call

    def count(real: object) -> object:
        def counted(*args: object, **named: object) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                raise failure
            return real(*args, **named)  # type: ignore[operator]

        return counted

    for name in ("mkdir", "write", "rename", "open"):
        monkeypatch.setattr(os, name, count(getattr(os, name)))
    report = Report()
    try:
        done = swap(place, NEW, KEPT, report)
    except KeyboardInterrupt:
        done = False
    monkeypatch.undo()
    assert tree(place) == (DONE if done else OLD) or (tree(place) == DONE and left <= 0)
    if not done and isinstance(failure, OSError):
        assert [each.rule for each in report] == ["cannot-write"]
    assert (place / "hosts/vm1/secrets/root").read_text() == "s\n"
    assert ".out.dbstackc-new" not in names(place.parent)


def test_a_run_killed_between_the_renames_is_made_good(place: Path) -> None:
    place.rename(place.with_name(".out.dbstackc-old"))
    shutil.copytree(place.with_name(".out.dbstackc-old"), place.with_name(".out.dbstackc-new"))
    recover(place)
    assert tree(place) == OLD
    assert swap(place, NEW, KEPT, Report())
    assert tree(place) == DONE
    assert names(place.parent) == ["out"]


def test_an_old_folder_that_cannot_be_removed_is_only_said(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = subject._remove

    def stubborn(folder: Path) -> None:
        if folder.name.endswith("-old") and folder.exists():
            raise PermissionError(13, "Permission denied")
        remove(folder)

    monkeypatch.setattr(subject, "_remove", stubborn)
    report = Report()
    assert swap(place, NEW, KEPT, report)
    assert [each.rule for each in report] == ["left-behind"]
    assert tree(place) == DONE
