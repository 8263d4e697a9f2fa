"""One style: ruff's, as pyproject.toml sets it."""

import subprocess
import sys

import pytest

from tests.house.code import ROOT


@pytest.mark.parametrize("command", [["format", "--check", "."], ["check", "."]], ids=" ".join)
def test_ruff_has_nothing_to_say(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
