"""The steps on a stand-in for docker: what they start, in which order, and what they refuse."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dbstackc.base.report import Report
from dbstackc.emit.load import targets
from dbstackc.emit.target import Artifact
from dbstackc.model.topology import Topology
from tests.unit.mysql.stack import artifacts, topology

STACK = """
secret root, app, follow from env
host vm[1..3] at 10.0.0.[1..3]
network over { driver overlay; attachable yes; subnet 10.20.0.0/16 }
defaults cluster { root secret.root; user app with secret.app }
pxc a { nodes a[1..3] on vm[1..3]:9001 }
pxc b { nodes b[1..3] on vm[1..3]:9101 }
replication r {
  image "mysql:8.4.10"
  source r1 on vm1:9021
  replicas r2 on vm2:9021
  follow as backup with secret.follow
}
haproxy h[1..2] on vm[1..2] { listen w on 13306 to a for writes }
"""

UUID = "9566c61c-e79b-11f1-802a-034ec05c308a"


class World:
    """A bundle whose hosts are folders, and whose docker is a stand-in."""

    def __init__(self, place: Path, whole: Topology) -> None:
        self.bundle = place / "out"
        made = [each for name in ("mysql", "scripts") for each in artifacts(whole, name).values()]
        (scripts,) = targets(["scripts"])
        made += scripts.finish(whole, made, Report())  # type: ignore[attr-defined]
        for artifact in made:
            self._lay(artifact)
        for host in whole.hosts:
            (self.bundle / "hosts" / host.name).mkdir(parents=True, exist_ok=True)
        self.tools = place / "tools"
        self.tools.mkdir()
        self._tool("docker", f'exec {sys.executable} {Path(__file__).with_name("docker.py")} "$@"')
        self._tool(
            "ssh", 'shift 4\naddress=$1\nshift\necho "$address" >>"$SSH_LOG"\nexec sh -c "$1"'
        )
        self._tool("mysql", 'cat "${1#--defaults-extra-file=}"; cat')
        self._tool("sleep", "exit 0")
        # files are given away, which only root can
        self._tool("id", "echo 0")
        self._tool("chown", "exit 0")
        self.secrets = place / "out.secrets"
        self.secrets.mkdir()
        for name in ("root", "app", "follow"):
            (self.secrets / name).write_text(f'{name}"\\')
        self.file = place / "world"
        self.hosts = place / "hosts"
        roles = {node.name: node.role for node in whole.nodes}
        self.state: dict[str, Any] = {
            "log": [],
            "networks": [],
            "root": [],
            "roles": roles,
            "nodes": {node.name: {"position": f"{UUID}:7"} for node in whole.nodes},
        }
        self.ssh_log = place / "ssh"

    def _lay(self, artifact: Artifact) -> None:
        path = self.bundle / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(artifact.text)
        path.chmod(artifact.mode)

    def _tool(self, name: str, text: str) -> None:
        path = self.tools / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)

    def run(self, script: str, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        self.file.write_text(json.dumps(self.state))
        done = subprocess.run(
            ["sh", str(self.bundle / script), *words],
            env={
                "PATH": f"{self.tools}:{os.environ['PATH']}",
                "WORLD": str(self.file),
                "SSH_LOG": str(self.ssh_log),
                "RUN_SECRETS": str(self.secrets),
                "DBS_PLACE": str(self.hosts),
                "DBS_WAIT": "2",
                **env,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        self.state = json.loads(self.file.read_text())
        return done

    def done(self, word: str) -> list[str]:
        """Return what docker was told, of the commands with a word in them."""
        return [line for line in self.state["log"] if f" {word} " in f" {line} "]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, topology(STACK))


def test_a_stack_comes_up_in_order_and_a_second_run_bears_nothing(world: World) -> None:
    done = world.run("up.sh")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    ups = world.done("up")
    assert ups[0] == "compose -f compose.yml -f bootstrap.yml up -d --no-deps a1"
    assert ups[1:4] == [f"compose up -d --no-deps {name}" for name in ("a2", "a3", "a1")]
    assert ups[4] == "compose -f compose.yml -f bootstrap.yml up -d --no-deps b1"
    assert not any(node.get("alone") for node in world.state["nodes"].values())
    assert ups[-2:] == ["compose up -d --no-deps h1", "compose up -d --no-deps h2"]
    assert world.state["networks"] == ["over"]
    assert (world.hosts / "vm2/filled/sql/r2-follow.sql").exists()
    assert set(world.ssh_log.read_text().split()) == {"10.0.0.1", "10.0.0.2", "10.0.0.3"}
    name, shown, said = world.state["root"][-1]
    assert (name, said) == ("r2", "")
    assert 'password="root\\"\\\\"' in shown
    assert "CHANGE REPLICATION SOURCE TO" in shown
    world.state["log"] = []
    done = world.run("up.sh")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert not world.done("bootstrap.yml")
    assert "a: runs (a1)" in done.stdout


def test_a_cluster_with_data_is_never_born_again(world: World) -> None:
    world.state["nodes"]["a3"]["data"] = True
    for host in ("vm1", "vm2", "vm3"):
        (world.hosts / host).mkdir(parents=True)
    done = world.run("steps/40-born.sh")
    assert done.returncode == 0
    assert "a: a3 has data, so this is no birth" in done.stdout
    assert world.done("bootstrap.yml") == [
        "compose -f compose.yml -f bootstrap.yml up -d --no-deps b1"
    ]


def test_a_node_that_cannot_be_asked_stops_the_birth(world: World) -> None:
    world.state["nodes"]["a2"]["lost"] = True
    for host in ("vm1", "vm2", "vm3"):
        (world.hosts / host).mkdir(parents=True)
    done = world.run("steps/40-born.sh")
    assert done.returncode != 0
    assert "cannot tell whether a2 has data" in done.stderr
    assert not world.done("bootstrap.yml")


def stopped(world: World, **positions: str) -> None:
    for host in ("vm1", "vm2", "vm3"):
        (world.hosts / host).mkdir(parents=True)
    for name, position in positions.items():
        world.state["nodes"][name].update(data=True, position=position)


def test_recovery_starts_with_the_member_that_has_the_most(world: World) -> None:
    stopped(world, a1=f"{UUID}:9", a2=f"{UUID}:10", a3=f"{UUID}:-1")
    done = world.run("recover.sh", "a")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    ups = world.done("up")
    assert ups == [
        "compose -f compose.yml -f filled/recover.yml up -d --no-deps a2",
        *(f"compose up -d --no-deps {name}" for name in ("a1", "a3", "a2")),
    ]
    assert not list(world.hosts.rglob("recover.yml"))
    assert world.state["nodes"]["a2"]["safe"]
    assert not world.state["nodes"]["a1"].get("safe")


def test_recovery_refuses_while_a_member_serves(world: World) -> None:
    stopped(world, a1=f"{UUID}:9", a2=f"{UUID}:10", a3=f"{UUID}:9")
    world.state["nodes"]["a3"].update(runs=True, primary=True)
    done = world.run("recover.sh", "a")
    assert done.returncode != 0
    assert "a3 is in service" in done.stderr
    assert not world.done("stop") and not world.done("up")


def test_recovery_refuses_while_a_member_is_silent_unless_it_is_left_out(world: World) -> None:
    stopped(world, a1=f"{UUID}:9", a2=f"{UUID}:10", a3=f"{UUID}:9")
    world.state["nodes"]["a3"]["lost"] = True
    done = world.run("recover.sh", "a")
    assert done.returncode != 0
    assert "a3 does not say" in done.stderr
    assert not world.done("up")
    assert world.run("recover.sh", "a", DBS_WITHOUT="a3").returncode == 0
    assert not [line for line in world.done("up") if line.endswith("a3")]


def test_recovery_refuses_to_mix_two_clusters(world: World) -> None:
    other = UUID.replace("9", "8")
    stopped(world, a1=f"{UUID}:9", a2=f"{other}:10", a3=f"{UUID}:9")
    done = world.run("recover.sh", "a")
    assert done.returncode != 0
    assert "another cluster" in done.stderr
    assert not world.done("up")


def test_the_stack_stops_from_the_outside_in(world: World) -> None:
    assert world.run("steps/10-copy.sh").returncode == 0
    for name in ("h1", "h2"):
        world.state["nodes"][name] = {}
    done = world.run("down.sh")
    assert (done.returncode, done.stderr) == (0, "")
    names = [line.split()[2:] for line in world.done("stop")]
    assert names[:2] == [["h1"], ["h2"]]
    assert names[-6:] == [["a3"], ["a2"], ["a1"], ["b3"], ["b2"], ["b1"]]


def test_status_says_who_serves(world: World) -> None:
    stopped(world, a1=f"{UUID}:9")
    world.state["nodes"]["a1"].update(runs=True, primary=True)
    done = world.run("status.sh")
    assert done.returncode == 0
    lines = {line.split()[0]: line for line in done.stdout.splitlines() if line.strip()}
    assert "Synced, Primary, 1 in the group" in lines["a1"]
    assert "does not answer" in lines["a2"]


def test_scripts_hold_no_name_of_the_stack() -> None:
    one, other = (
        artifacts(topology(text), "scripts") for text in (STACK, STACK.replace("a[", "zz["))
    )
    for path, artifact in one.items():
        if path.endswith(".sh"):
            assert artifact.text == other[path].text
