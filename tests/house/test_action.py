"""The action that other repositories may use runs, step by step, as a runner would run it."""

import os
import re
import subprocess
from pathlib import Path

import yaml

from dbstackc.surface.table import command
from tests.house.code import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]


def test_no_input_is_spliced_into_a_script() -> None:
    assert [step["name"] for step in STEPS if "${{" in step["run"]] == []


def test_its_steps_say_what_they_are_for_and_in_which_shell() -> None:
    assert all(set(step) >= {"name", "shell", "run"} for step in STEPS)
    assert ACTION["runs"]["using"] == "composite"


def test_what_it_runs_finds_and_fails(tmp_path: Path) -> None:
    """Installing is the wheel's test; here the command stands where it would be installed."""
    place = tmp_path / "dbstackc" / "bin"
    place.mkdir(parents=True)
    program = place / "dbstackc"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec python3 -m dbstackc "$@"\n')
    program.chmod(0o755)
    (tmp_path / "bad.dbs").write_text("dbs 1\nhots vm1 at 10.0.0.1\n")
    inputs = {"command": "check", "args": "bad.dbs", "sarif": "found.sarif"}
    codes = []
    for step in STEPS[-2:]:
        given = {
            name: inputs[re.fullmatch(r"\$\{\{ inputs\.(\w+) \}\}", said)[1]]  # type: ignore[index]
            for name, said in step["env"].items()
        }
        done = subprocess.run(
            ["bash", "-e", "-c", step["run"]],
            cwd=tmp_path,
            env={**os.environ, **given, "RUNNER_TEMP": str(tmp_path)},
            capture_output=True,
            text=True,
        )
        codes.append(done.returncode)
    assert codes == [0, 1]
    assert '"unknown-word"' in (tmp_path / "found.sarif").read_text()
    assert "::error file=bad.dbs,line=2" in done.stdout
    assert command(inputs["command"]) is not None
