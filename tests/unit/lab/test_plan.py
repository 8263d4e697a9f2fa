"""What of a topology runs in a laboratory, decided without one."""

import os
from pathlib import Path

import pytest

from dbstackc.lab import need
from dbstackc.lab.fault import FAULTS, apply
from dbstackc.lab.need import LabError, require_machine
from dbstackc.lab.plan import CLIENTS, plan
from dbstackc.lab.state import Lab, began_at, default_folder
from tests.unit.compose.stacks import OVERLAY, SWARM, WHOLE, single, topology

ALONE = WHOLE.replace('image "mysql:8.4.10"', 'image "mariadb:10.11"')

SIX = "host a at [fd00::1]\nexternal e at 10.9.0.2:3306\nhaproxy h on a { listen q on 3399 to e }\n"

MIXED = """
network n { driver bridge; subnet 10.9.0.0/16 }
external e at 10.9.0.2:3306
haproxy g in n on vm1 { listen q on 3399 to e }
"""


def test_each_host_is_a_machine_that_keeps_its_address_and_its_interface() -> None:
    made = plan(topology(ALONE))
    assert [(each.name, each.address, each.interface) for each in made.machines] == [
        ("vm1", "10.0.0.1/24", "ens3"),
        ("vm2", "10.0.0.2/24", "ens3"),
        ("vm3", "10.0.0.3/24", "ens3"),
        ("vm4", "10.0.0.4/24", "ens3"),
        (CLIENTS, "10.0.0.254/24", "eth0"),
    ]
    assert {each.name: each.machine for each in made.containers}["h1"] == "vm3"


def test_what_is_no_package_of_debian_is_named() -> None:
    made = plan(topology(ALONE))
    assert [line for line in made.left_out if line.startswith("m1: MyCat")]
    assert not {"m1", "m2"} & {each.name for each in made.containers}


def test_a_router_runs_where_mycat_home_names_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("mycat/lib/mycat.jar", "mycat/conf/rule.xml", "bin/java"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(0o755)
    monkeypatch.setenv("MYCAT_HOME", str(tmp_path / "mycat"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    made = plan(topology(ALONE))
    assert (made.mycat, made.java) == (str(tmp_path / "mycat"), str(tmp_path / "bin/java"))
    assert not [line for line in made.left_out if "MyCat" in line]
    router = made.container("m1")
    assert router.start.argv == ["sh", "/usr/local/mycat/conf/start.sh"]
    assert dict(router.volumes)["m1-conf"] == "/usr/local/mycat/conf"
    lab = Lab(tmp_path)
    lab.keep(made)
    assert lab.plan() == made


def test_a_member_is_born_by_its_own_override_and_others_never() -> None:
    made = plan(topology(ALONE))
    first, second = made.container("a1"), made.container("a2")
    assert first.birth is not None and second.birth is None
    assert first.birth.argv == ["/entrypoint.sh", "mysqld", "--wsrep-new-cluster"]
    assert first.birth.environment["CLUSTER_JOIN"] == ""
    assert first.start.environment["CLUSTER_JOIN"] != ""
    assert first.user == first.uid == 1001


def test_on_a_single_machine_each_container_has_an_address_and_companions_share_it() -> None:
    made = plan(single(topology(ALONE)))
    assert made.container("h1").machine == made.container("h1-keepalived").machine == "h1-net"
    assert made.names["a1"] == made.machine("a1").bare
    assert len({each.bare for each in made.machines}) == len(made.machines)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (WHOLE, "r: replicas of MySQL"),
        (ALONE + SWARM, "this stack is for a Swarm"),
        (OVERLAY, "one wire"),
        (SIX, "IPv6"),
        (ALONE + MIXED, "one wire"),
    ],
    ids=["mysql", "swarm", "overlay", "six", "mixed"],
)
def test_what_one_wire_cannot_carry_is_refused(text: str, says: str) -> None:
    with pytest.raises(LabError, match=says):
        plan(topology(text))


def test_without_root_it_says_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(LabError, match="takes root"):
        require_machine()


def test_missing_engines_are_named_by_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(need, "find", lambda program: None if program == "nft" else "/x")
    with pytest.raises(LabError) as caught:
        require_machine()
    assert "nftables" in caught.value.hint


def test_two_files_never_share_a_folder_or_a_name(tmp_path: Path) -> None:
    one, two = default_folder(tmp_path / "a/s.dbs"), default_folder(tmp_path / "b/s.dbs")
    assert one != two
    assert Lab(one).mark != Lab(two).mark


def test_a_pid_is_known_again_only_by_when_it_began(tmp_path: Path) -> None:
    lab = Lab(tmp_path)
    (tmp_path / "run").mkdir()
    lab.note("x", os.getpid(), "plain")
    assert lab.keeper("x") == (os.getpid(), "plain")
    (tmp_path / "run/x.pid").write_text(f"{os.getpid()} 1 plain\n")
    assert began_at(os.getpid()) != "1"
    assert lab.keeper("x") is None


@pytest.mark.parametrize(
    "name", [name for name, (takes, _, _) in FAULTS.items() if takes[0] != "["]
)
def test_a_fault_says_what_it_takes(tmp_path: Path, name: str) -> None:
    Lab(tmp_path).keep(plan(topology(ALONE)))
    with pytest.raises(LabError, match=f"`{name}` takes"):
        apply(Lab(tmp_path), [name])


def test_a_laboratory_that_is_not_up_says_so(tmp_path: Path) -> None:
    with pytest.raises(LabError, match="not up"):
        apply(Lab(tmp_path), ["kill", "a1"])


def test_a_laboratory_of_another_version_is_told_so(tmp_path: Path) -> None:
    lab, made = Lab(tmp_path), plan(topology(ALONE))
    lab.keep(made)
    assert lab.plan() == made
    kept = (tmp_path / "plan.json").read_text()
    for other in (kept.replace('"machines"', '"places"'), kept.replace('"java"', '"coffee"')):
        (tmp_path / "plan.json").write_text(other)
        with pytest.raises(LabError, match="another version"):
            lab.plan()


BLOG = """
service blog on vm3 { image "wordpress:6.8-apache" }
"""


def test_an_application_runs_where_the_engine_has_its_image() -> None:
    whole = topology(ALONE + BLOG)
    made = plan(whole)
    assert "blog" not in {each.name for each in made.containers}
    assert "blog: nothing of this machine stands in for wordpress:6.8-apache" in made.left_out
    docked = plan(whole, {"wordpress:6.8-apache"})
    assert "blog" in {each.name for each in docked.containers}
    assert not [line for line in docked.left_out if line.startswith("blog")]
