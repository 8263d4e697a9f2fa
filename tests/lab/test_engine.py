"""Where no Docker engine runs, the laboratory says so and makes nothing."""

import os
from pathlib import Path

import pytest

from tests.engines.need import need
from tests.lab.bench import STACKS, lab_command


def test_where_no_engine_runs_it_says_so_and_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("docker", "ip", "nft", "nsenter", "mariadb")
    if os.geteuid():
        need("root")
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/sock")
    state = tmp_path / "lab"
    done = lab_command("up", str(STACKS / "fast.dbs"), "--engine", "docker", "--state", str(state))
    assert done.returncode == 3 and not done.stdout
    assert f"no Docker engine answers at unix://{tmp_path}/sock" in done.stderr, done.stderr
    assert not state.exists()
