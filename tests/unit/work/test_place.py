"""Hold what may be replaced: only a folder that is ours, and no file of anyone else."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.work.place import MANIFEST, refuse_place, refuse_standing, survey


@pytest.fixture
def place(tmp_path: Path) -> Path:
    out = tmp_path / "out"
    (out / "hosts/vm1/secrets").mkdir(parents=True)
    (out / "hosts/vm1/a.cfg").write_text("a\n")
    (out / "hosts/vm1/b.cfg").write_text("b\n")
    (out / "hosts/vm1/secrets/root").write_text("s\n")
    files = {
        f"hosts/vm1/{name}.cfg": {"sha256": hashlib.sha256(f"{name}\n".encode()).hexdigest()}
        for name in "ab"
    }
    (out / MANIFEST).write_text(json.dumps({"made_by": "dbstackc 1", "files": files}))
    return out


def why(place: Path) -> list[str]:
    report = Report()
    refused = refuse_standing(place, survey(place), report)
    assert refused == report.has_errors
    return [f"{each.title}; {each.notes[0]}" for each in report]


def test_our_own_bundle_may_be_replaced(place: Path) -> None:
    assert why(place) == []
    assert survey(place).kept == ["hosts/vm1/secrets/root"]


def test_an_edit_is_seen_even_when_its_time_is_set_back(place: Path) -> None:
    (place / "hosts/vm1/a.cfg").write_text("b\n")
    os.utime(place / "hosts/vm1/a.cfg", (0, 0))
    assert why(place) == [
        f"`{place}` was edited by hand since it was built; edited: `hosts/vm1/a.cfg`"
    ]


def test_a_file_that_became_a_link_is_edited(place: Path) -> None:
    (place / "hosts/vm1/a.cfg").rename(place.parent / "kept.cfg")
    (place / "hosts/vm1/a.cfg").symlink_to(place.parent / "kept.cfg")
    assert survey(place).edited == ["hosts/vm1/a.cfg"]


def test_an_added_file_is_seen_and_a_removed_one_may_be_rebuilt(place: Path) -> None:
    (place / "hosts/vm1/notes.txt").write_text("mine")
    (place / "hosts/vm1/b.cfg").unlink()
    assert why(place) == [
        f"`{place}` holds files that were added since it was built; added: `hosts/vm1/notes.txt`"
    ]
    assert survey(place).missing == ["hosts/vm1/b.cfg"]


@pytest.mark.parametrize(
    "manifest", ["{}", "no json", '{"name": "an app"}', '{"files": 3, "made_by": "dbstackc 1"}']
)
def test_a_folder_of_someone_else_is_refused(place: Path, manifest: str) -> None:
    (place / MANIFEST).write_text(manifest)
    (line,) = why(place)
    assert line.startswith(f"`{place}` holds files that dbstackc did not write; among them")


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    assert why(tmp_path) == []


def test_no_folder_with_something_else_in_it_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, project = tmp_path / "users/me", tmp_path / "users/me/project"
    (project / "sub").mkdir(parents=True)
    (tmp_path / "repository/.git").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "repository")
    (tmp_path / "file").write_text("x")
    (tmp_path / "stack").mkdir()
    (tmp_path / "stack/a.dbs").write_text("dbs 1\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(project)
    reasons = {
        "/": "it is the root of the file system",
        ".": "it holds the folder you are in",
        "..": "it holds your home folder",
        "../..": "it holds your home folder",
        str(tmp_path / "repository"): "it is a Git repository",
        str(tmp_path / "link"): "it is a symbolic link",
        str(tmp_path / "file"): "it is a file",
        str(tmp_path / "stack"): f"it holds `{tmp_path / 'stack/a.dbs'}`",
    }
    for path, reason in reasons.items():
        report = Report()
        assert refuse_place(Path(path), [tmp_path / "stack/a.dbs"], report)
        (found,) = report
        assert found.title == f"`{path}` cannot be the output folder: {reason}"
    for path in ("out", "sub", "../out", "a/b/c"):
        assert not refuse_place(Path(path), [Path("a.dbs")], Report())
