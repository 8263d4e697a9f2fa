"""What the gate runs is what the README tells a newcomer to run."""

import re
import subprocess

import pytest

from tests.engines.need import need
from tests.house.code import ROOT, modules


def test_the_gate_ends_with_the_readmes_test_line() -> None:
    (line,) = re.findall(r"^.*\.venv/bin/pytest.*$", (ROOT / "README.md").read_text(), re.M)
    assert (ROOT / ".ci/run").read_text().splitlines()[-1] == line.strip()


@pytest.mark.parametrize("script", [".ci/run"])
def test_the_gate_is_a_sound_script(script: str) -> None:
    need("shellcheck")
    done = subprocess.run(["shellcheck", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


SKIPS = re.compile(r"pytest\.(?:import\w*|ski[p])\(|mark\.(?:ski[p]|skipif|xfail)\b")


def test_no_test_is_skipped_but_for_an_engine_that_is_absent() -> None:
    found = [
        path.as_posix()
        for path in modules("tests")
        if SKIPS.search((ROOT / path).read_text(encoding="utf-8"))
    ]
    assert found == ["tests/engines/need.py"]
