"""What a laboratory makes of a Swarm's words, with nothing running."""

import json
from pathlib import Path

import pytest

from dbstackc.lab import swarm
from dbstackc.lab.drill import drill
from dbstackc.lab.need import LabError
from dbstackc.lab.plan import Plan, Start, plan
from dbstackc.lab.state import Lab
from dbstackc.lab.swarm import answer_swarm
from dbstackc.lab.tasks import place, read_stack, started, way_of
from tests.unit.compose.stacks import OVERLAY, SWARM, artifacts, topology

REACH = "{{with .ManagerStatus}}{{.Reachability}}{{end}}"


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lab:
    whole = topology(OVERLAY + SWARM)
    one = Lab(tmp_path)
    one.keep(plan(whole))
    for path, each in artifacts(whole, "swarm").items():
        target = one.bundle / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(each.text)
    monkeypatch.chdir(one.bundle)
    return one


def on(lab: Lab, host: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBS_LAB_HOST", host)
    assert answer_swarm(lab, line.split(" "))


def test_machines_join_where_the_swarm_was_made_and_as_the_token_says(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on(lab, "vm1", "info -f {{.Swarm.LocalNodeState}}", monkeypatch)
    on(lab, "vm1", "swarm init --advertise-addr 10.0.0.1", monkeypatch)
    on(lab, "vm1", "info -f {{.Swarm.LocalNodeState}}", monkeypatch)
    on(lab, "vm1", "swarm join-token -q worker", monkeypatch)
    assert capsys.readouterr().out.split() == ["inactive", "active", "SWMTKN-1-lab-worker"]
    join = "swarm join --token SWMTKN-1-lab-worker --advertise-addr {} {}:2377"
    with pytest.raises(LabError, match="no manager is there"):
        on(lab, "vm2", join.format("10.0.0.2", "10.0.0.3"), monkeypatch)
    with pytest.raises(LabError, match="not its own"):
        on(lab, "vm2", join.format("10.0.0.3", "10.0.0.1"), monkeypatch)
    on(lab, "vm2", join.format("10.0.0.2", "10.0.0.1"), monkeypatch)
    on(lab, "vm1", "node update --label-add disk=ssd vm2", monkeypatch)
    told = json.loads((lab.folder / "swarm/nodes.json").read_text())
    assert told["vm2"] == {"role": "worker", "labels": {"disk": "ssd"}}
    for name in ("vm1", "vm2"):
        answer_swarm(lab, ["node", "inspect", "-f", REACH, name])
    assert capsys.readouterr().out == "reachable\n\n"
    with pytest.raises(LabError, match="no such node"):
        on(lab, "vm1", "node inspect vm3", monkeypatch)


def test_a_task_goes_to_the_machine_whose_label_it_names() -> None:
    said = {"deploy": {"placement": {"constraints": ["node.labels.a == 1"]}}}
    assert place("x", said, {"vm1": {}, "vm2": {"a": "1"}}) == "vm2"
    for labels in ({"vm1": {"a": "2"}}, {"vm1": {"a": "1"}, "vm2": {"a": "1"}}):
        with pytest.raises(LabError, match=r"x: node.labels.a == 1: . machines"):
            place("x", said, labels)
    said["deploy"]["placement"]["constraints"] = ["node.role == manager"]
    with pytest.raises(LabError, match="does not read"):
        place("x", said, {"vm1": {}})


def filled(lab: Lab) -> None:
    """Lay down what the stack keeps as configs and secrets."""
    for section in ("configs", "secrets"):
        for path in (lab.bundle / "swarm/stack.yml", lab.bundle / "swarm/bootstrap.yml"):
            for each in read_stack([path]).get(section, {}).values():
                file = lab.bundle / "swarm" / each["file"]
                file.resolve().parent.mkdir(parents=True, exist_ok=True)
                file.resolve().write_text(each["file"])


def test_a_task_starts_as_the_plan_has_it_for_compose(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two ways to the same: the stack file, and the services that it was written from."""
    filled(lab)
    monkeypatch.setattr("os.chown", lambda *_: None)
    made, stack = lab.plan(), read_stack([Path("swarm/stack.yml")])
    for container in made.containers:
        task = started(lab, container, stack).start
        assert task.argv == container.start.argv
        assert task.environment == container.start.environment
        given = [inside for _, inside in container.start.mounts]
        given += [f"/run/secrets/{name}" for name in container.start.secrets]
        assert sorted(inside for _, inside in task.mounts) == sorted(given)


def test_a_birth_is_laid_over_the_stack(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(lab)
    monkeypatch.setattr("os.chown", lambda *_: None)
    stack = read_stack([Path("swarm/stack.yml"), Path("swarm/bootstrap.yml")])
    first = lab.plan().container("a1")
    assert first.birth is not None
    task = started(lab, first, stack).start
    assert task.argv[-2:] == first.birth.argv[1:]
    assert task.argv[:3] == ["env", "-u", "CLUSTER_JOIN"]
    assert len(task.mounts) == len(first.birth.mounts) + len(first.birth.secrets)
    assert way_of(task) != way_of(started(lab, first, read_stack([Path("swarm/stack.yml")])).start)


def test_a_second_deploy_starts_only_what_changed(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(lab)
    monkeypatch.setattr("os.chown", lambda *_: None)
    runs: dict[str, str] = {}
    keeper = lambda _, name: (1, runs[name]) if name in runs else None  # noqa: E731
    monkeypatch.setattr(Lab, "keeper", keeper)
    monkeypatch.setattr(swarm, "stop", lambda _, each: runs.pop(each.name, None))
    monkeypatch.setattr(swarm, "start", lambda _, each, how, __: runs.__setitem__(each.name, how))
    on(lab, "vm1", "swarm init --advertise-addr 10.0.0.1", monkeypatch)
    for number in (2, 3):
        own = f"--advertise-addr 10.0.0.{number} 10.0.0.1:2377"
        on(lab, f"vm{number}", f"swarm join --token SWMTKN-1-lab-manager {own}", monkeypatch)
    with pytest.raises(LabError, match="0 machines of the swarm are so"):
        on(lab, "vm1", "stack deploy -c swarm/stack.yml s", monkeypatch)
    for number in (1, 2, 3):
        line = f"node update --label-add dbstackc.host=vm{number} vm{number}"
        on(lab, "vm1", line, monkeypatch)
    both = "stack deploy -c swarm/stack.yml -c swarm/bootstrap.yml s"
    names = [each.name for each in lab.plan().containers]
    on(lab, "vm1", both, monkeypatch)
    assert list(runs) == names
    capsys.readouterr()
    on(lab, "vm1", both, monkeypatch)
    assert not capsys.readouterr().out
    on(lab, "vm1", "stack deploy -c swarm/stack.yml s", monkeypatch)
    assert capsys.readouterr().out == "Updating service a1\n"
    runs["a2"] = "plain"
    on(lab, "vm1", "stack deploy -c swarm/stack.yml s", monkeypatch)
    assert not capsys.readouterr().out


def test_one_engine_is_no_swarm() -> None:
    with pytest.raises(LabError, match="no more than one machine"):
        plan(topology(OVERLAY + SWARM), set())


def test_nothing_else_is_answered(lab: Lab) -> None:
    assert not answer_swarm(lab, ["system", "prune"])
    assert isinstance(lab.plan(), Plan) and isinstance(lab.plan().containers[0].start, Start)


def test_where_no_swarm_was_made_nothing_is_said_of_services(tmp_path: Path) -> None:
    """Scripts of a bundle learn from this answer whether a Swarm carries their stack."""
    assert not answer_swarm(Lab(tmp_path), ["stack", "services", "-q", "stack"])


def test_a_drill_that_a_laboratory_cannot_end_is_not_begun(lab: Lab) -> None:
    copied = 'secret copies from env\nbackup a to "/var/backups/db" at 03:15 with secret.copies\n'
    with pytest.raises(LabError, match="by services of a Swarm"):
        drill(topology(OVERLAY + SWARM + copied), lab, "a", 1, 1, print)
