"""What the gate runs is what the README tells a newcomer to run."""

import re
import subprocess

import pytest

from tests.engines.need import need
from tests.house.code import ROOT


def test_the_gate_ends_with_the_readmes_test_line() -> None:
    (line,) = re.findall(r"^.*\.venv/bin/pytest.*$", (ROOT / "README.md").read_text(), re.M)
    assert (ROOT / ".ci/run").read_text().splitlines()[-1] == line.strip()


@pytest.mark.parametrize("script", [".ci/run"])
def test_the_gate_is_a_sound_script(script: str) -> None:
    need("shellcheck")
    done = subprocess.run(["shellcheck", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
