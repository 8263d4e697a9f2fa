"""Types: strict, in the core and in the targets."""

import subprocess
import sys

from tests.house.code import ROOT


def test_mypy_has_nothing_to_say() -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--explicit-package-bases"]
    done = subprocess.run(
        [*command, "dbstackc", "targets"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
