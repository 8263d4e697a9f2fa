"""A laboratory on a Docker engine, as far as it can be told without one."""

import io
import json
import os
import tarfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from dbstackc.lab import compose, need
from dbstackc.lab.compose import NETWORKED, without_networks
from dbstackc.lab.daemon import Daemon, daemon_of, find_daemon, keep_daemon
from dbstackc.lab.dock import override
from dbstackc.lab.image import ground, stood_in
from dbstackc.lab.moby import Moby
from dbstackc.lab.need import LabError, require_machine
from dbstackc.lab.plan import plan
from dbstackc.lab.state import Lab
from tests.house.code import ROOT
from tests.unit.compose.stacks import topology
from tests.unit.lab.test_plan import ALONE

FILES = sorted((ROOT / "tests/golden").rglob("compose.yml"))


def fake(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def docker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program `docker` that answers `ps` with one container of ours, and writes down the rest."""
    mark = Lab(tmp_path / "lab").mark
    names = f'[ "$1" != ps ] || exec printf "{mark}a1\\n{mark}.vm1\\n"'
    fake(tmp_path, "docker", f'{names}\necho "$@" >>{tmp_path}/said')
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    (tmp_path / "lab").mkdir()
    (tmp_path / "said").touch()
    return tmp_path


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: str(path.relative_to(ROOT / "tests/golden"))
)
def test_a_compose_file_loses_what_it_says_of_networks_and_nothing_else(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    wanted: dict[str, Any] = yaml.safe_load(text)
    wanted.pop("networks", None)
    for service in wanted["services"].values():
        for key in NETWORKED:
            service.pop(key, None)
    assert yaml.safe_load(without_networks(text)) == wanted


def test_there_are_compose_files_with_each_word_of_networks() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in FILES)
    assert [each for each in NETWORKED if f"\n    {each}:" not in said] == []


def test_what_compose_is_told_bears_the_mark_of_the_laboratory(tmp_path: Path) -> None:
    lab, made = Lab(tmp_path), plan(topology(ALONE), [])
    told: dict[str, Any] = json.loads(json.dumps(override(lab, made, "vm1", {"a1": "x:lab"})))
    on_it = {each.name for each in made.containers if each.host == "vm1"}
    assert set(told["services"]) == on_it
    for name, said in told["services"].items():
        assert said["container_name"] == f"{lab.mark}{name}"
        assert said["labels"] == {"dbstackc.lab": lab.mark}
        assert said["network_mode"] == f"container:{lab.mark}.vm1"
    assert told["services"]["a1"]["image"] == "x:lab"
    assert "/usr:/usr:ro" in told["services"]["a1"]["volumes"]
    assert told["volumes"]["a1-data"]["name"] == f"{lab.mark}a1-data"
    assert not [name for name, said in told["services"].items() if name != "a1" and "image" in said]


def test_this_machine_stands_in_for_images_that_the_engine_lacks() -> None:
    stack = topology(ALONE)
    made = plan(stack, ["haproxy:2.8"])
    lacks = stood_in(stack, made, {"haproxy:2.8"})
    assert "a1" in lacks and "h1" not in lacks
    # nothing stands in for MyCat, and a router runs where the engine has its image
    assert not {"m1", "m2"} & {each.name for each in made.containers}
    image = next(line for line in made.left_out if line.startswith("m1")).split()[5].rstrip(";")
    assert plan(stack, [image]).container("m1").role == "router"


def test_an_image_promises_what_that_of_its_flavour_does() -> None:
    made = plan(topology(ALONE), [])
    with tarfile.open(fileobj=io.BytesIO(ground(made.container("a1")))) as whole:
        assert whole.getmember("var/lib/mysql").uid == 1001
        assert whole.getmember("entrypoint.sh").mode == 0o755
        options = whole.extractfile("etc/mysql/my.cnf")
        assert options is not None and b"wsrep_provider" in options.read()
        users = whole.extractfile("etc/passwd")
        assert users is not None and b"mysql:x:1001:" in users.read()


def test_without_the_program_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dbstackc.lab.daemon.find", lambda _name: None)
    with pytest.raises(LabError, match="no program `docker`"):
        find_daemon()


def test_an_engine_of_another_machine_is_refused(
    docker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKER_HOST", "ssh://root@vm1")
    with pytest.raises(LabError, match="ssh://root@vm1 is none of this machine"):
        find_daemon()


def test_an_engine_that_does_not_answer_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, "docker", '[ "$1" = compose ]')
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/sock")
    with pytest.raises(
        LabError, match="no Docker engine answers at unix:///nowhere/sock"
    ) as caught:
        find_daemon()
    assert "DOCKER_HOST" in caught.value.hint
    lab = Lab(tmp_path)
    keep_daemon(lab, Daemon("unix:///nowhere/sock", ["docker", "compose"]))
    with pytest.raises(LabError, match="is silent") as caught:
        Moby(lab, daemon_of(lab) or Daemon("", [])).clear()
    assert lab.mark in caught.value.hint


def test_with_docker_only_its_own_programs_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(need, "find", lambda name: None if name == "haproxy" else "/x")
    require_machine(has_engines=True)
    monkeypatch.setattr(need, "find", lambda name: None if name == "nft" else "/x")
    with pytest.raises(LabError) as caught:
        require_machine(has_engines=True)
    assert caught.value.hint.endswith("nftables`")


def test_only_what_runs_and_is_ours_is_killed(docker: Path) -> None:
    lab = Lab(docker / "lab")
    engine = Moby(lab, Daemon("unix:///x", ["docker", "compose"]))
    assert engine.running() == ["a1"]
    engine.kill("a1", "a2")
    assert (docker / "said").read_text() == f"kill {lab.mark}a1\n"


def test_what_scripts_ask_is_handed_on_with_names_of_ours(
    docker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = Lab(docker / "lab")
    lab.keep(plan(topology(ALONE), []))
    keep_daemon(lab, Daemon("unix:///x", ["docker", "compose"]))
    (lab.hosts / "vm1").mkdir(parents=True)
    (lab.hosts / "vm1/compose.yml").write_text("services:\n  a1:\n    hostname: a1\n    image: x\n")
    monkeypatch.chdir(lab.hosts / "vm1")
    monkeypatch.setenv("DBS_LAB_HOST", "vm1")
    became: list[list[str]] = []
    monkeypatch.setattr(os, "execvpe", lambda _path, words, _environment: became.append(words))
    compose.answer(lab, ["exec", "-i", "a1", "sh"])
    for line in (
        "compose -f compose.yml -f bootstrap.yml up -d --no-deps a1 m1",
        "compose up -d --no-deps m1",
        "compose run --rm -v rows:/x --entrypoint sh a1 -c true",
    ):
        compose.answer(lab, line.split())
    assert became[0][1:] == ["exec", "-i", f"{lab.mark}a1", "sh"]
    more = f"{lab.folder}/compose/vm1.json"
    starts = (
        f"compose -p {lab.mark}0 -f compose.lab.yml -f bootstrap.yml -f {more} up -d --no-deps a1"
    )
    # a container that is left out is not asked for, and a file that is not ours not read
    assert became[1] == ["docker", *starts.split()]
    assert len(became) == 3 and f"{lab.mark}rows:/x" in became[2]
    assert Path("compose.lab.yml").read_text() == "services:\n  a1:\n    image: x\n"
    with pytest.raises(LabError, match="no answer to `docker system prune`"):
        compose.answer(lab, ["system", "prune"])
