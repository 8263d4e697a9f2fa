"""Hold what a build writes: the same bytes anywhere, and nothing of anyone else's."""

import hashlib
import json
import os
import stat
from pathlib import Path

import pytest

from tests.contract.command import STACK, TAKEN, run


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "stack.dbs").write_text(STACK)
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_input_gives_the_same_bytes_wherever(place: Path, tmp_path: Path) -> None:
    assert run("build", at=place, PYTHONHASHSEED="1").code == 0
    first = files(place / "out")
    other = tmp_path / "elsewhere/deep"
    other.mkdir(parents=True)
    done = run("build", str(place / "stack.dbs"), "-o", "x/y", at=other, PYTHONHASHSEED="2", TZ="X")
    assert done.code == 0
    assert files(other / "x/y") == first
    assert not [name for name, content in first.items() if str(place).encode() in content]


def test_the_manifest_tells_what_belongs_to_the_bundle(place: Path) -> None:
    run("build", at=place)
    manifest = json.loads((place / "out/manifest.json").read_text())
    found = files(place / "out")
    assert set(manifest["files"]) == set(found) - {"manifest.json"}
    for name, entry in manifest["files"].items():
        assert entry["sha256"] == hashlib.sha256(found[name]).hexdigest()
        mode = stat.S_IMODE((place / "out" / name).stat().st_mode)
        assert entry["mode"] == f"{mode:04o}"
    assert manifest["sources"] == {"stack.dbs": hashlib.sha256(STACK.encode()).hexdigest()}


def test_building_again_touches_nothing(place: Path) -> None:
    run("build", at=place)
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    again = run("build", at=place)
    assert again.error.startswith("Nothing changed in out/")
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == before


def test_check_and_diff_say_what_is_stale_and_write_nothing(place: Path) -> None:
    assert run("build", "--check", at=place).code == 1
    run("build", at=place)
    assert run("build", "--check", at=place).code == 0
    assert run("build", "--diff", at=place).out == ""
    (place / "stack.dbs").write_text(STACK.replace("10.0.0.[1..3]", "10.0.0.[2..4]"))
    before = files(place / "out")
    stale = run("build", "--check", "--output-format", "concise", at=place)
    assert stale.code == 1
    assert "error[stale] `out/hosts/vm1/mysql/a1.cnf` is stale" in stale.error
    diff = run("build", "--diff", at=place)
    assert diff.code == 1
    assert "--- a/out/hosts/vm1/mysql/a1.cnf\n+++ b/out/hosts/vm1/mysql/a1.cnf\n@@" in diff.out
    assert files(place / "out") == before


def test_a_diff_is_one_that_patch_takes(place: Path) -> None:
    run("build", at=place)
    (place / "stack.dbs").write_text(STACK.replace("host vm[1..3] at", "host vm[2..4] at")
                                     .replace("on vm[1..3]", "on vm[2..4]"))  # fmt: skip
    diff = run("build", "--diff", at=place)
    import subprocess

    subprocess.run(["git", "init", "-q"], cwd=place, check=True)
    done = subprocess.run(
        ["git", "apply", "-"], cwd=place, input=diff.out, text=True, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    patched = files(place / "out")
    run("build", "-o", "fresh", at=place)
    assert patched == files(place / "fresh")


def test_a_stack_with_errors_writes_nothing(place: Path) -> None:
    (place / "stack.dbs").write_text(TAKEN)
    done = run("build", at=place)
    assert (done.code, done.out) == (1, "")
    assert "error[port-taken]" in done.error
    assert sorted(os.listdir(place)) == ["stack.dbs"]  # noqa: PTH208


def test_edits_and_foreign_files_survive_until_force(place: Path) -> None:
    run("build", at=place)
    cnf = place / "out/hosts/vm1/mysql/a1.cnf"
    content = cnf.read_text()
    cnf.write_text(content + "# tuned by hand\n")
    (place / "out/hosts/vm1/notes.txt").write_text("mine")
    refused = run("build", at=place)
    assert refused.code == 3
    assert "hosts/vm1/mysql/a1.cnf" in refused.error
    assert "hosts/vm1/notes.txt" in refused.error
    assert cnf.read_text().endswith("# tuned by hand\n")
    assert run("build", "--force", at=place).code == 0
    assert cnf.read_text() == content
    assert (place / "out/hosts/vm1/notes.txt").read_text() == "mine"


def test_passwords_outlive_every_rebuild_and_are_never_told(place: Path) -> None:
    run("build", at=place)
    made = run("secrets", at=place)
    assert made.code == 0
    laid = sorted((place / "out").rglob("secrets/*"))
    assert laid
    values = {path: path.read_text() for path in laid}
    (place / "out/hosts/vm1/filled").mkdir(0o700)
    (place / "out/hosts/vm1/filled/x").write_text("filled")
    (place / "stack.dbs").write_text(STACK.replace("10.0.0.[1..3]", "10.0.0.[2..4]"))
    built = run("build", at=place)
    assert built.code == 0
    assert run("secrets", at=place).code == 0
    for path, value in values.items():
        assert path.read_text() == value
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        for told in (made.out, made.error, built.error):
            assert value not in told
        assert not [
            name
            for name, content in files(place / "out").items()
            if "/secrets/" not in name and value.encode() in content
        ]
    assert (place / "out/hosts/vm1/filled/x").read_text() == "filled"
    assert stat.S_IMODE((place / "out/hosts/vm1/filled").stat().st_mode) == 0o700


def test_one_file_can_be_printed_and_all_can_be_listed(place: Path) -> None:
    one = run("build", "--stdout", "hosts/vm1/mysql/a1.cnf", at=place)
    listed = run("build", "--dry-run", at=place)
    assert sorted(os.listdir(place)) == ["stack.dbs"]  # noqa: PTH208
    run("build", at=place)
    assert one.out == (place / "out/hosts/vm1/mysql/a1.cnf").read_text()
    assert listed.out.splitlines() == [f"out/{name}" for name in sorted(files(place / "out"))]


def test_only_some_targets_and_those_of_a_user(place: Path) -> None:
    (place / "ours").mkdir()
    (place / "ours/shout.py").write_text(
        '"""Shout the names of hosts."""\n'
        "from dbstackc.emit.trace import Lines\n\n\n"
        "class Shout:\n"
        '    name = "shout"\n\n'
        "    def lower(self, topology, report):\n"
        "        yield topology\n\n"
        "    def write(self, topology):\n"
        "        lines = Lines()\n"
        "        for host in topology.hosts:\n"
        "            lines.add(host.name.upper(), host.span)\n"
        '        return lines.artifact("shout.txt")\n\n\n'
        "TARGET = Shout()\n"
    )
    done = run("build", "--targets", "ours", "--only", "shout", at=place)
    assert done.code == 0, done.error
    assert sorted(files(place / "out")) == ["manifest.json", "shout.txt", "source-map.json"]
    assert (place / "out/shout.txt").read_text() == "VM1\nVM2\nVM3\n"
    told = run("explain", "out/shout.txt:2", "--output-format", "json", at=place)
    assert json.loads(told.out) == {
        "generated": "VM2",
        "path": "stack.dbs",
        "line": 3,
        "column": 6,
        "said": "vm[1..3]",
    }


def test_every_line_of_a_bundle_that_was_asked_for_can_be_explained(place: Path) -> None:
    run("build", at=place)
    cnf = place / "out/hosts/vm2/mysql/a2.cnf"
    told = run("explain", "out/hosts/vm2/mysql/a2.cnf:5", at=place)
    assert told.code == 0
    assert cnf.read_text().splitlines()[4].strip() in told.out
    assert "stack.dbs:" in told.out
    (place / "stack.dbs").write_text("# moved\n" + STACK)
    changed = run("explain", "out/hosts/vm2/mysql/a2.cnf:5", at=place)
    assert changed.code == 0
    assert "stack.dbs has changed since" in changed.error
    assert run("explain", "out/hosts/vm2/mysql/a2.cnf:99999", at=place).code == 1


def test_a_line_is_explained_where_the_stack_lies_in_a_folder_below(place: Path) -> None:
    (place / "samples/one").mkdir(parents=True)
    (place / "stack.dbs").rename(place / "samples/one/stack.dbs")
    run("build", "samples/one/stack.dbs", at=place)
    told = run("explain", "out/hosts/vm2/mysql/a2.cnf:5", at=place)
    assert (told.code, told.error) == (0, "")
    assert "samples/one/stack.dbs:" in told.out


def test_a_new_project_checks_lays_out_and_builds(tmp_path: Path) -> None:
    assert run("init", "shop", at=tmp_path).code == 0
    shop = tmp_path / "shop"
    checked = run("check", at=shop)
    assert (checked.code, checked.out) == (0, "")
    assert run("fmt", "--check", at=shop).code == 0
    assert run("build", at=shop).code == 0
    assert run("build", "--single-host", "-o", "lab", at=shop).code == 0
    assert run("init", "shop", at=tmp_path).code == 2
