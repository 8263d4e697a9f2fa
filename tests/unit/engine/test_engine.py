"""What the Docker and the kernel of a host are told, and how they are told it."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.emit.load import targets
from dbstackc.language.program import gather
from dbstackc.model.build import build
from dbstackc.model.topology import Topology
from dbstackc.syntax.parse import parse
from tests.artifacts import artifacts, topology

HOSTS = """
secret root, follow, app from env
host vm[1..3] at 10.214.7.[1..3]
replication a {
  source a1 on vm1:9003; replicas a[2..3] on vm2:9003, vm3:40003
  root secret.root; user app with secret.app; follow as f with secret.follow
}
"""


def daemon(text: str, host: str = "vm1") -> dict[str, Any]:
    files = artifacts(topology(HOSTS + text), "engine")
    found: dict[str, Any] = json.loads(files[f"hosts/{host}/engine/daemon.json"].text)
    return found


def test_a_host_without_an_engine_is_left_alone() -> None:
    assert artifacts(topology(HOSTS), "engine") == {}
    files = artifacts(topology(HOSTS + "engine docker on vm2 { log 5M }"), "engine")
    assert {path.split("/")[1] for path in files if path.startswith("hosts/")} == {"vm2"}


def test_the_pool_lies_where_nothing_of_the_topology_does() -> None:
    more = "network n { driver bridge; subnet 10.215.128.0/17 }\nexternal e at 10.216.0.9:3306\n"
    pools = daemon(more + "engine docker on vm1 { log 5M }")["default-address-pools"]
    assert pools == [{"base": "10.217.0.0/16", "size": 24}]


def test_a_pool_that_is_smaller_than_a_part_is_one_part() -> None:
    pools = daemon("engine docker on vm1 { pool 10.9.0.0/28, 10.8.0.0/14 }")
    assert [each["size"] for each in pools["default-address-pools"]] == [28, 24]


def test_a_line_that_is_carried_stands_in_place_of_ours() -> None:
    line = '"log-driver\\": \\"journald\\", \\"debug\\": true"'
    found = daemon(f'engine docker on vm1 {{ verbatim "\\{line} }}')
    assert (found["log-driver"], found["debug"]) == ("journald", True)


def _errors(text: str) -> list[str]:
    report = Report()
    tree = parse(Source("test.dbs", f"dbs 1\n{HOSTS}{text}"), report)
    whole: Topology = build(gather([tree], report), "shop", report)
    (target,) = targets(["engine"])
    list(target.lower(whole, report))
    return [each.title for each in report]


def test_a_line_that_is_no_member_is_refused() -> None:
    assert _errors('engine docker on vm1 { verbatim "debug true" }') == [
        "engine cannot carry `debug true`"
    ]


def test_a_host_has_one_engine_and_its_logs_hold_something() -> None:
    assert _errors("engine a on vm1 { log 5M }\nengine b on vm[1..2] { log 0M }") == [
        "`vm1` has two engines",
        "`log 0` keeps nothing of a container's log",
    ]


def test_ports_where_the_kernel_takes_its_own_are_kept_from_it() -> None:
    files = artifacts(topology(HOSTS + "engine docker on vm[1..3] { log 5M }"), "engine")
    assert "reserved" not in files["hosts/vm1/engine/sysctl.conf"].text
    assert "ip_local_reserved_ports = 40003\n" in files["hosts/vm3/engine/sysctl.conf"].text


DOCKER = """#!/bin/sh
[ "$1" = info ] || exit 99
! grep -q refused "$DBS_ROOT_OF_TEST/etc/docker/daemon.json"
"""


class Machine:
    """A machine whose root is a folder, and whose Docker refuses a daemon.json that says so."""

    def __init__(self, place: Path) -> None:
        self.root, self.folder, tools = place / "root", place / "vm1/engine", place / "tools"
        for folder in (self.root / "etc/docker", self.folder, tools):
            folder.mkdir(parents=True)
        files = artifacts(topology(HOSTS + "engine docker on vm1 { log 5M }"), "engine")
        for path, artifact in files.items():
            if path.startswith("hosts/vm1/"):
                (self.folder / Path(path).name).write_text(artifact.text)
        self._tool(tools, "docker", DOCKER)
        for name in ("sysctl", "modprobe", "dockerd", "sleep"):
            self._tool(tools, name, "#!/bin/sh\nexit 0\n")
        self.place = self.root / "etc/docker/daemon.json"
        self.tools = tools
        script = self.folder / "apply.sh"
        # the machine of the test is not to be touched, and the script knows its places by heart
        script.write_text(script.read_text().replace("/etc/", f"{self.root}/etc/"))

    def _tool(self, tools: Path, name: str, text: str) -> None:
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)

    def apply(self, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", str(self.folder / "apply.sh")],
            env={
                "PATH": f"{self.tools}:{os.environ['PATH']}",
                "DBS_ROOT_OF_TEST": str(self.root),
                "DBS_RESTART": f"touch {self.root}/restarted",
                "DBS_WAIT": "1",
                **env,
            },
            capture_output=True,
            text=True,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_second_run_changes_nothing(machine: Machine) -> None:
    done = machine.apply()
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert machine.place.read_text() == (machine.folder / "daemon.json").read_text()
    assert (machine.root / "etc/sysctl.d/60-dbstackc.conf").exists()
    (machine.root / "restarted").unlink()
    done = machine.apply()
    assert done.stdout == "vm1: Docker is set as it should be\n"
    assert not (machine.root / "restarted").exists()


def test_a_file_that_docker_does_not_start_with_gives_way_to_the_one_before(
    machine: Machine,
) -> None:
    machine.place.write_text("{}\n")
    (machine.folder / "daemon.json").write_text('{"debug": "refused"}\n')
    done = machine.apply()
    assert done.returncode == 1
    assert "the one before is back" in done.stderr
    assert machine.place.read_text() == "{}\n"


def test_a_machine_that_does_not_run_is_only_written_to(machine: Machine, tmp_path: Path) -> None:
    script = machine.folder / "apply.sh"
    script.write_text(script.read_text().replace(f"{machine.root}/etc/", "/etc/"))
    done = machine.apply(DBS_RESTART="false", DBS_UNDER=str(tmp_path / "image"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "image/etc/docker/daemon.json").exists()
