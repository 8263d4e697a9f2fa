"""The rules of closed hosts, loaded: what must pass does, and nothing else."""

from pathlib import Path

import pytest

from tests.artifacts import artifacts, topology
from tests.engines import walls
from tests.engines.closed import (
    ADMIN,
    CLIENT,
    DOORS,
    LISTENED,
    NEEDED,
    STACK,
    STRANGER,
    VM1,
    VM2,
    VM3,
    closed,
)
from tests.engines.knock import knock


def test_what_the_stack_needs_passes_and_nothing_else() -> None:
    with closed() as found:
        for address, machine in found.items():
            asked = [door for door in DOORS if door[0] != address]
            assert knock(machine, asked) == NEEDED[address], address


def test_nobody_is_led_into_a_network_of_containers() -> None:
    with closed() as found:
        client = found[CLIENT]
        client.run("ip", "route", "add", "172.30.9.0/24", "via", VM1)
        assert knock(client, [("172.30.9.2", 3306), (VM1, 3500)]) == {(VM1, 3500)}


def test_the_probe_sees_an_open_host() -> None:
    with closed() as found:
        found[VM3].run("nft", "delete", "table", "inet", "dbstackc")
        open_doors = {(VM3, port) for port in LISTENED[VM3]}
        assert knock(found[STRANGER], DOORS) == open_doors


def test_operators_log_in_by_the_port_that_is_said() -> None:
    with closed("; ssh 2375") as found:
        doors = knock(found[ADMIN], [(VM2, 22), (VM2, 2375)])
    assert doors == {(VM2, 2375)}


def test_firewalld_takes_what_is_written_for_it(tmp_path: Path) -> None:
    text = (STACK % "").replace("firewall lan", "firewall lan by firewalld")
    for name, artifact in artifacts(topology(text), "firewall").items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(artifact.text, encoding="utf-8")
    zones = sorted(tmp_path.rglob("*.xml"))
    assert len(zones) == 6
    assert [walls.judge(path) for path in zones] == [""] * 6


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("zones/dbstackc.xml", '<zone><port port="x" protocol="tcp"/></zone>'),
        ("policies/dbstackc-in.xml", '<policy><ingress-zone name="none"/></policy>'),
    ],
)
def test_a_bad_file_of_firewalld_is_a_complaint(tmp_path: Path, name: str, text: str) -> None:
    good = {
        "zones/dbstackc.xml": "<zone/>",
        "policies/dbstackc-in.xml": '<policy target="DROP"><ingress-zone name="dbstackc"/>'
        '<egress-zone name="ANY"/></policy>',
    }
    for each, said in {**good, name: text}.items():
        (tmp_path / each).parent.mkdir(exist_ok=True)
        (tmp_path / each).write_text(said)
    assert walls.judge(tmp_path / name)
