"""No secret's value reaches an artifact, a message, a map, a diff or a cache."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.bundles import compiled
from tests.laws.topologies import SECRETS, Drawn, topologies

ROOT = Path(__file__).resolve().parents[2]

CANARIES = {f"DBS_{name.upper()}": f"canary-{index}-{name}" for index, name in enumerate(SECRETS)}
"""A value for every secret that drawn topologies read from the environment."""


@given(topologies())
def test_no_value_of_the_environment_reaches_a_bundle(drawn: Drawn) -> None:
    with mock.patch.dict(os.environ, CANARIES):
        _, files = compiled(drawn.text)
    for path, text in files.items():
        assert "canary" not in text, path


FORMS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit")

GROUND = "dbs 1\nhost vm[1..3] at 10.0.0.[1..3]\nsecret root from env\n"

LITERALS = (
    "pxc a {{ nodes 3 on vm[1..3]; root {0} }}",
    'pxc a {{ nodes 3 on vm[1..3]; root "{0}" }}',
    "pxc a {{ nodes 3 on vm[1..3]; memory 5X; root {0} }}",
    "pxc a {{ nodes 3 on vm[1..3]; user app with {0}; sst {0} }}",
    'let pw "{0}"\npxc a {{ nodes 3 on vm[1..3]; root $pw; sst $pw }}',
    "replication a {{ nodes 3 on vm[1..3]; follow as f with {0} }}",
    "mycat m on vm1 {{ user app with {0} for s }}",
    'haproxy h on vm1 {{ stats "/" on 80 with {0} }}',
    "haproxy h on vm1\nvip v at 10.0.0.9 to h {{ auth {0} }}",
    "defaults cluster {{ root {0} }}",
)


def run(*arguments: str, given: str = "", folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command with canaries in its environment."""
    return subprocess.run(
        [sys.executable, "-m", "dbstackc", *arguments],
        input=given,
        cwd=folder,
        env={**os.environ, **CANARIES, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_password_that_stands_in_a_file_is_shown_by_no_format(form: str) -> None:
    for literal in LITERALS:
        text = GROUND + literal.format("Hunter2-canary") + "\n"
        done = run("check", "-", "--output-format", form, given=text)
        assert done.returncode == 1
        assert "plain-secret" in done.stdout
        assert "canary" not in done.stdout + done.stderr, literal


@given(
    st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=4, max_size=9)
)
def test_a_password_of_any_letters_is_not_repeated(word: str) -> None:
    from dbstackc.base.report import Report
    from dbstackc.base.source import Source
    from dbstackc.language.program import gather
    from dbstackc.model.build import build
    from dbstackc.surface.look import ASCII
    from dbstackc.surface.render import draw_all
    from dbstackc.syntax.parse import parse

    value = f"zQ7{word}zQ7"
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    report = Report()
    text = GROUND + f'pxc a {{ nodes 3 on vm[1..3]; root "{quoted}" }}\n'
    build(gather([parse(Source("x.dbs", text), report)], report), "x", report)
    drawn = draw_all(report, ASCII)
    assert "plain-secret" in drawn
    assert value not in drawn and quoted not in drawn


def everything(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield every file below a folder with its content."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes()


def test_no_command_leaves_a_value_behind(tmp_path: Path) -> None:
    sample = str(ROOT / "samples/four-hosts/four-hosts.dbs")
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    with mock.patch.dict(os.environ, cache):
        for command in (
            ["check", sample],
            ["build", sample, "-o", "out"],
            ["build", sample, "-o", "out", "--diff"],
            ["build", sample, "-o", "one", "--single-host"],
            ["model", sample],
            ["explain", "out/hosts/vm1/compose.yml:7"],
        ):
            done = run(*command, folder=tmp_path)
            assert done.returncode == 0, done.stderr
            assert "canary" not in done.stdout + done.stderr
        made = run("secrets", sample, "-o", "out", folder=tmp_path)
        assert made.returncode == 0, made.stderr
    store = [path for path, _ in everything(tmp_path) if {"secrets", "out.secrets"} & {*path.parts}]
    values = {path.read_text() for path in store if path.name in SECRETS}
    assert values
    for path, content in everything(tmp_path):
        assert b"canary" not in content, path
        if path not in store:
            assert not any(value.encode() in content for value in values), path
    for path in store:
        assert path.stat().st_mode & 0o077 == 0, path
        assert path.parent.stat().st_mode & 0o077 == 0, path
    assert not any(value in made.stdout + made.stderr for value in values)
