"""Whenever a run ends, what was there is whole, and no secret is anyone else's to read."""

import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.work.build import build, store
from dbstackc.work.bundle import Bundle
from dbstackc.work.compile import compile_path
from dbstackc.work.secrets import lay_secrets, make_secrets, store_of
from tests.contract.command import STACK
from tests.hostile.moment import HOW, end_at

MOMENTS = range(10_000)

SMALL = """dbs 1
secret root from env
host vm1 at 10.0.0.1
replication a { source a1 on vm1:9001; root secret.root }
"""
"""One machine: each file more is a moment more, and more to do in each of them."""

NEW = SMALL.replace("10.0.0.", "10.0.9.").replace("replication a", "replication other")


def made_of(place: Path, text: str) -> Bundle:
    path = place / "stack.dbs"
    path.write_text(text)
    report = Report()
    whole = compile_path(path, report)
    assert whole.topology is not None
    made = build(whole.topology, whole.sources, "0", report)
    assert made is not None
    return made


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("how", HOW)
def test_a_bundle_is_whole_at_every_moment(tmp_path: Path, how: str) -> None:
    """It is the old one, or the new one; and the next build finds its way in any case."""
    first, second = made_of(tmp_path, SMALL), made_of(tmp_path, NEW)
    both = [
        {name: content for name, (content, _) in each.files.items()} for each in (first, second)
    ]
    out = tmp_path / "out"
    kept = out / "hosts/vm1/secrets/root"
    for moment in MOMENTS:
        assert store(first, out, [], Report(), force=True) is not None
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        kept.write_text("kept")
        was_ended = end_at(moment, lambda: store(second, out, [], Report()), how)
        held = out if out.exists() else tmp_path / ".out.dbstackc-old"
        found = files(held)
        assert found.pop("hosts/vm1/secrets/root") == b"kept"
        assert found in both, moment
        if how == "interrupted":
            assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "stack.dbs"]
        assert store(second, out, [], Report()) is not None
        assert kept.read_text() == "kept"
        found = files(out)
        del found["hosts/vm1/secrets/root"]
        assert found == both[1]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "stack.dbs"]
        if not was_ended:
            break
    assert moment > 20


def shown_to_others(folder: Path) -> Iterator[Path]:
    """Yield what of a folder someone other than its owner can read, or write."""
    for path in (folder, *folder.rglob("*")):
        if stat.S_IMODE(path.lstat().st_mode) & 0o077:
            yield path


@pytest.mark.parametrize("how", HOW)
def test_secrets_are_whole_and_hidden_at_every_moment(tmp_path: Path, how: str) -> None:
    mask = os.umask(0)
    try:
        _try_secrets(tmp_path, how)
    finally:
        os.umask(mask)


def _try_secrets(place: Path, how: str) -> None:
    """Whatever the umask is: a password is there whole, or not there, and never changes again."""
    made = made_of(place, STACK)
    whole = compile_path(place / "stack.dbs", Report()).topology
    assert whole is not None
    for moment in MOMENTS:
        out = place / str(moment) / "out"
        keep = store_of(out)
        store(made, out, [], Report())

        def act(out: Path = out, keep: Path = keep) -> None:
            make_secrets(whole, keep)
            lay_secrets(whole, made.artifacts, out, keep)

        was_ended = end_at(moment, act, how)
        laid = list(out.glob("hosts/*/secrets"))
        for folder in [keep, *laid]:
            assert not folder.exists() or not list(shown_to_others(folder)), moment
        values = {path.name: path.read_text() for path in keep.glob("[!.]*")}
        assert all(len(value) == 24 for value in values.values()), values
        for path in out.glob("hosts/*/secrets/[!.]*"):
            assert path.read_text() == values[path.name]
        act()
        again = {path.name: path.read_text() for path in keep.iterdir()}
        assert again.items() >= values.items()
        assert sorted(again) == [".gitignore", "root", "sst"]
        assert again[".gitignore"] == "*\n"
        assert not list((place / str(moment)).rglob("*.new"))
        if not was_ended:
            break
    assert moment > 20


PROGRAMS = ("awk", "basename", "cat", "chmod", "chown", "dirname", "grep", "id", "mkdir", "mv",
            "printenv", "rm", "tr", "wc")  # fmt: skip
"""What fill.sh runs: a moment of it is the start of one of them."""

COUNTER = """#!/bin/sh
# Count the programs that are started, and end the script at one of them.
printf x >>"$COUNT"
if [ "$(/usr/bin/wc -c <"$COUNT")" -gt "$MOST" ] && /usr/bin/mkdir "$COUNT.ended" 2>/dev/null; then
    read -r group <"$GROUP"
    kill -s "$SIGNAL" -- "-$group"
fi
exec REAL "$@"
"""


@pytest.mark.parametrize("name", ["KILL", "TERM", "INT"])
def test_filled_files_are_whole_and_hidden_at_every_moment(tmp_path: Path, name: str) -> None:
    made = made_of(tmp_path, STACK)
    report = Report()
    store(made, tmp_path / "out", [], report)
    whole = compile_path(tmp_path / "stack.dbs", report).topology
    assert whole is not None
    make_secrets(whole, tmp_path / "keep")
    here = tmp_path / "out/hosts/vm1"
    _fill(here, tmp_path)
    want = {**files(here / "filled"), **files(here / "secrets")}
    assert want
    shims = tmp_path / "shims"
    shims.mkdir()
    for program in PROGRAMS:
        real = subprocess.run(["which", program], capture_output=True, text=True, check=True).stdout
        (shims / program).write_text(COUNTER.replace("REAL", real.strip()))
        (shims / program).chmod(0o755)
    for most in MOMENTS:
        for path in (*here.glob("filled/**/*"), *here.glob("secrets/*")):
            if path.is_file():
                path.unlink()
        was_ended = _fill(here, tmp_path, shims, most, name)
        found = {**files(here / "filled"), **files(here / "secrets")}
        for path, content in found.items():
            if not path.endswith(".new"):
                assert content == want[path], (most, path)
        for folder in (here / "filled", here / "secrets"):
            assert not list(shown_to_others(folder)), most
        if name != "KILL":
            assert not [path for path in found if path.endswith(".new")], most
        if not was_ended:
            break
    assert most > 20
    _fill(here, tmp_path)
    assert {**files(here / "filled"), **files(here / "secrets")} == want


def _fill(
    here: Path, place: Path, shims: Path | None = None, most: int = 0, name: str = ""
) -> bool:
    """Run fill.sh in a group of its own; return whether it was ended."""
    count, group = place / "count", place / "group"
    count.write_text("")
    if (place / "count.ended").exists():
        (place / "count.ended").rmdir()
    variables = {"PATH": os.environ["PATH"], "DBS_SECRETS": str(place / "keep")}
    if shims is not None:
        variables |= {
            "PATH": f"{shims}:{os.environ['PATH']}",
            "COUNT": str(count),
            "GROUP": str(group),
            "MOST": str(most),
            "SIGNAL": name,
        }
    script = 'echo $$ >"$0"; exec sh ./fill.sh'
    with subprocess.Popen(
        ["sh", "-c", script, str(group)],
        cwd=here,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        _, said = process.communicate(timeout=60)
    if shims is None:
        assert process.returncode == 0, said
    return process.returncode != 0
