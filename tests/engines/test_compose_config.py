"""Every Compose file and every stack is taken by the engines, without a word."""

import os
import subprocess
from pathlib import Path

import pytest

from dbstackc.emit.target import Artifact
from tests.engines import ask
from tests.engines.bundle import undeclared
from tests.engines.need import find, need
from tests.unit.compose.stacks import BRIDGE, OVERLAY, SWARM, WHOLE, artifacts, single, topology

TOPOLOGIES = {
    "whole": lambda: topology(WHOLE),
    "bridge": lambda: topology(BRIDGE),
    "overlay": lambda: topology(OVERLAY),
    "single": lambda: single(topology(WHOLE)),
    "mariadb": lambda: topology(WHOLE.replace("failover fast", 'image "mariadb:11.4.12"')),
    "old": lambda: topology(
        WHOLE.replace("failover fast", 'image "percona/percona-xtradb-cluster:5.7.44"')
    ),
    "six": lambda: topology(
        OVERLAY.replace("driver overlay; subnet 10.20.0.0/16; encrypted yes", "driver macvlan; "
                        "parent ens3; subnet [fd00::]/64; gateway [fd00::1]")
    ),
}  # fmt: skip


def _lay(place: Path, made: dict[str, Artifact]) -> list[Path]:
    for path, artifact in made.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(artifact.text, encoding="utf-8")
    return [place / path for path in made]


@pytest.mark.parametrize("name", TOPOLOGIES)
def test_compose_takes_every_file_and_every_birth(name: str, tmp_path: Path) -> None:
    files = _lay(tmp_path, artifacts(TOPOLOGIES[name]()))
    whole = [path for path in files if path.name == "compose.yml"]
    assert whole
    for path in whole:
        assert _ask(path) == ""
        assert undeclared(path) == ""
        birth = path.with_name("bootstrap.yml")
        if birth.exists():
            assert _ask(path, birth) == ""


def test_the_project_is_named_by_the_file_beside_it(tmp_path: Path) -> None:
    need("docker-compose")
    (path,) = [each for each in _lay(tmp_path, artifacts(topology(BRIDGE))) if each.name == ".env"]
    assert path.read_text() == "COMPOSE_PROJECT_NAME=shop\n"
    done = subprocess.run(
        [find("docker-compose") or "", "config", "-q"],
        cwd=path.parent,
        capture_output=True,
        text=True,
        env={**os.environ, "DOCKER_HOST": ask.NO_DAEMON, "COMPOSE_FILE": "compose.yml"},
    )
    assert (done.returncode, done.stderr) == (0, "")


def _ask(*paths: Path) -> str:
    """Ask docker-compose 1.29, and Compose v2 too where somebody put it: Debian 12 has none."""
    said = ask.compose(*paths)
    if said or not find("docker"):
        return said
    if subprocess.run(["docker", "compose", "version"], capture_output=True).returncode:
        return ""
    laid = [part for path in paths for part in ("-f", str(path))]
    done = subprocess.run(["docker", "compose", *laid, "config", "-q"], capture_output=True)
    return (done.stdout + done.stderr).decode() or ("failed" if done.returncode else "")


@pytest.mark.parametrize("text", [WHOLE, OVERLAY], ids=["whole", "overlay"])
def test_docker_takes_every_stack_and_its_birth(text: str, tmp_path: Path) -> None:
    stack, birth = _lay(tmp_path, artifacts(topology(text + SWARM), "swarm"))
    assert ask.stack(stack) == ""
    assert ask.stack(stack, birth) == ""
    assert undeclared(stack) == ""
