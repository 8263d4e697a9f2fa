"""What of a topology runs in a laboratory, decided without one."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from dbstackc.lab import need
from dbstackc.lab.fault import FAULTS, apply
from dbstackc.lab.machine import CLIENTS
from dbstackc.lab.need import LabError, require_ipvs, require_machine
from dbstackc.lab.plan import plan
from dbstackc.lab.state import Lab, began_at, default_folder
from dbstackc.lab.way import Way, way_to, way_to_vip
from tests.unit.compose.stacks import BRIDGE, OVERLAY, WHOLE, single, topology

ALONE = WHOLE.replace('image "mysql:8.4.10"', 'image "mariadb:10.11"')

SIX = "host a at [fd00::1]\nexternal e at 10.9.0.2:3306\nhaproxy h on a { listen q on 3399 to e }\n"

INNER = """
external e at 10.9.0.2:3306
haproxy g in n on vm1 { publish 4306 -> 3399; listen q on 3399 to e }
haproxy k in n on vm2 { listen q on 3399 to e }
"""

WIDE = """
network o { driver bridge; subnet 172.18.0.0/15 }
haproxy z in o on vm1 { listen q on 1 to e }
"""

MIXED = "network n { driver bridge }" + INNER


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
    for machine in ("a2", "h1-net"):
        names = made.machine(machine).names
        assert (names["a1"], names["h1"]) == (made.machine("a1").bare, made.machine("h1-net").bare)
    assert len({each.bare for each in made.machines}) == len(made.machines)


def test_a_container_in_a_bridge_is_a_machine_in_its_host() -> None:
    """Docker begins anew on each host, in the first network that is its own and overlaps none."""
    made = plan(
        topology(ALONE + MIXED.replace("driver bridge", "driver bridge; gateway 172.18.0.2"))
    )
    g, k = made.machine("g"), made.machine("k")
    assert (g.root, k.root) == ("vm1", "vm2")
    assert g.address == k.address == "172.18.0.1/16"
    assert [(each.name, each.gateway) for each in made.nets] == [("n", "172.18.0.2/16")]
    assert (g.doors, g.exit, k.doors) == ([(4306, 3399)], "172.18.0.1", [])
    assert set(g.names) == {"g"}
    assert made.within("vm1") == ["vm1", "g"] and made.roots()[0] == "vm1"
    with pytest.raises(LabError, match="g is on no wire"):
        made.host("g")


def test_subnets_that_docker_chooses_overlap_with_nothing_that_was_said() -> None:
    made = plan(topology(ALONE + MIXED + WIDE))
    assert {each.name: each.subnet for each in made.nets} == {
        "n": "172.20.0.0/16",
        "o": "172.18.0.0/15",
    }


def test_what_lies_in_an_overlay_comes_out_by_a_gateway() -> None:
    made = plan(topology(OVERLAY))
    assert [(each.name, each.driver) for each in made.nets] == [
        ("db", "overlay"),
        ("docker_gwbridge", "gateway"),
    ]
    a1, h1 = made.machine("a1"), made.machine("h1")
    assert a1.address != h1.address and a1.gate != h1.gate
    assert h1.exit == h1.gate.partition("/")[0] and h1.doors == [(3306, 3306)]
    assert set(a1.names) == {"a1", "a2", "a3", "h1", "h2"}
    assert "db: what it encrypts between hosts goes in the clear" in made.left_out


LAN = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external e at 10.0.0.9:3306
network lan { driver macvlan; parent eth1; subnet 10.0.0.0/24; gateway 10.0.0.254 }
haproxy h[1..2] at 10.0.0.[21..22] in lan on vm[1..2] { listen q on 3306 to e }
vip v at 10.0.0.30/24 to h[1..2] { auth secret.vrrp }
"""


def test_a_macvlan_hangs_on_a_cable_of_its_own_and_shares_no_address() -> None:
    made = plan(topology(LAN))
    assert made.host("vm1").cables == ["eth1"]
    assert made.container("h1").machine == made.container("h1-keepalived").machine == "h1-net"
    assert made.machine("h2-net").address == "10.0.0.22/24"
    assert made.machine(CLIENTS).bare == "10.0.0.253"
    assert made.machine("h1-net").names == {"h1-net": "10.0.0.21", "h1": "10.0.0.21"}


@pytest.mark.parametrize(
    ("name", "listen", "way"),
    [
        ("g", 3399, (CLIENTS, "10.0.0.1", 4306)),
        ("g", 8888, ("vm1", "172.18.0.2", 8888)),
        ("k", 3399, ("vm2", "172.18.0.2", 3399)),
        ("h1", 3306, (CLIENTS, "10.0.0.3", 3306)),
    ],
)
def test_a_client_comes_from_outside_where_there_is_a_way(
    name: str, listen: int, way: tuple[str, str, int]
) -> None:
    found = way_to(plan(topology(ALONE + MIXED)), name, listen)
    assert (found.machine, found.address, found.port) == way


def test_a_client_of_an_overlay_sits_in_it_and_one_of_a_vip_where_that_is() -> None:
    overlay, lan, bridge = plan(topology(OVERLAY)), plan(topology(LAN)), plan(topology(BRIDGE))
    assert way_to(overlay, "h1", 3306) == Way(CLIENTS, "10.0.0.1", 3306)
    assert way_to(overlay, "a1", 4567) == Way("a1", "10.20.0.1", 4567)
    assert way_to(lan, "h1", 3306) == Way(CLIENTS, "10.0.0.21", 3306)
    assert way_to_vip(lan, "10.0.0.30", "h1", 3306).machine == CLIENTS
    assert way_to_vip(bridge, "172.30.0.201", "h1", 3306).machine == "vm1"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (WHOLE, "r: replicas of MySQL"),
        (SIX, "IPv6"),
        (ALONE + "network n { driver bridge; subnet fd00:9::/64 }" + INNER, "n is of IPv6"),
    ],
    ids=["mysql", "six", "inner-six"],
)
def test_what_it_cannot_carry_is_refused(text: str, says: str) -> None:
    with pytest.raises(LabError, match=says):
        plan(topology(text))


def test_without_root_it_says_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(LabError, match="takes root"):
        require_machine()


def test_a_kernel_that_cannot_forward_is_told_of_before_anything_starts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(need, "IPVS", tmp_path / "ip_vs")
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(release="../../nowhere"))
    require_ipvs([])
    with pytest.raises(LabError, match="outer forwards, and the kernel") as caught:
        require_ipvs(["outer"])
    assert "drop vip outer" in caught.value.hint
    (tmp_path / "ip_vs").touch()
    require_ipvs(["outer"])


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
