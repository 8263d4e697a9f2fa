"""How a member starts again, on a server and an entrypoint that only say what they were given."""

import os
import subprocess
from pathlib import Path

import pytest

from dbstackc.emit.service.contract import DATA
from tests.unit.compose.stacks import SWARM, WHOLE, topology, trees

ELSEWHERE = WHOLE.replace("failover fast", 'image "mariadb:10.11"')

POSITION = "6cf1b1a1-0000-11ef-8000-0123456789ab:42"


def started(folder: Path, says: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the command of a member whose server says something of its position."""
    tree = trees(topology(ELSEWHERE))["hosts/vm1/compose.yml"]
    *words, script = tree["services"]["a1"]["command"]
    for name, body in (
        ("mariadbd", f"printf '%s\\n' '{says}' >&2; echo \"$@\" >asked; exit {code}"),
        ("docker-entrypoint.sh", 'echo "$@"'),
    ):
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    return subprocess.run(
        [*words, script.replace("$$", "$").replace(DATA, str(folder / "data"))],
        cwd=folder,
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/grastate.dat").write_text("seqno: -1\n")
    return tmp_path


def test_a_member_starts_from_where_it_had_come_to(folder: Path) -> None:
    said = f"[Note] a \\n b\n[Note] WSREP: Recovered position: {POSITION}"
    done = started(folder, said)
    assert done.stdout == f"mariadbd --wsrep-start-position={POSITION}\n"
    assert done.stderr == ""
    assert "--wsrep-recover" in (folder / "asked").read_text()


def test_a_member_whose_data_is_broken_starts_and_says_why(folder: Path) -> None:
    done = started(folder, "[ERROR] InnoDB: no", 1)
    assert (done.stdout, done.stderr) == ("mariadbd\n", "[ERROR] InnoDB: no\n")


def test_a_member_without_data_is_left_to_the_entrypoint(folder: Path) -> None:
    (folder / "data/grastate.dat").unlink()
    assert started(folder, "").stdout == "mariadbd\n"
    assert not (folder / "asked").exists()


def test_birth_and_other_kinds_keep_their_own_command() -> None:
    tree = trees(topology(ELSEWHERE))
    born = tree["hosts/vm1/bootstrap.yml"]["services"]["a1"]
    assert born["command"] == ["mariadbd", "--wsrep-new-cluster"]
    assert "command" not in tree["hosts/vm1/compose.yml"]["services"]["r1"]
    assert "command" not in trees(topology(WHOLE))["hosts/vm1/compose.yml"]["services"]["a1"]


def test_a_swarm_starts_it_alike() -> None:
    stack = trees(topology(ELSEWHERE + SWARM), "swarm")["swarm/stack.yml"]
    compose = trees(topology(ELSEWHERE))["hosts/vm1/compose.yml"]
    command = stack["services"]["a1"]["command"]
    assert command == compose["services"]["a1"]["command"]
    assert "exec docker-entrypoint.sh mariadbd $$at" in command[-1]
