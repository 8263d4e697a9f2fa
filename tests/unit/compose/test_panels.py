"""What becomes of panels and their agents: for Compose, for a Swarm, on one machine."""

from pathlib import Path
from typing import Any

import pytest

from dbstackc.base.report import Report
from dbstackc.emit.service.build import mounted_secrets
from dbstackc.model.flows import flows
from dbstackc.model.topology import Topology
from tests.engines import ask
from tests.unit.compose.stacks import artifacts, single, topology, trees

HOSTS = "secret board, hands from env\nhost vm[1..3] at 10.0.0.[1..3]\n"

PLAIN = (
    HOSTS
    + """
panel board by portainer on vm1 {
  password secret.board; agents on vm[1..3]:9101 with secret.hands
}
panel alone by portainer on vm3:9444 from loopback { password secret.board }
firewall lan { admin 10.0.9.0/24 }
"""
)

SWARM = (
    HOSTS
    + """
network watch { driver overlay; subnet 10.20.0.0/24; attachable yes }
panel board by portainer in watch on vm1 {
  password secret.board; agents on vm[1..3] with secret.hands
}
panel map by visualizer on vm2 from admin
firewall lan { admin 10.0.9.0/24 }
deploy compose
deploy swarm { managers vm[1..3] }
"""
)


def _services(built: Topology, host: str) -> dict[str, Any]:
    found: dict[str, Any] = trees(built)[f"hosts/{host}/compose.yml"]["services"]
    return found


def test_an_agent_holds_the_socket_and_the_panel_does_not() -> None:
    services = _services(topology(PLAIN), "vm1")
    binds = [each["source"] for each in services["board-agent-vm1"]["volumes"]]
    assert binds == ["/var/run/docker.sock", "/var/lib/docker/volumes"]
    assert services["board"]["volumes"] == ["board-data:/data"]
    alone = _services(topology(PLAIN), "vm3")["alone"]
    assert alone["volumes"][0]["source"] == "/var/run/docker.sock"
    assert "entrypoint" not in alone


def test_the_panel_asks_the_agent_beside_it_and_shows_itself_over_tls_alone() -> None:
    board = _services(topology(PLAIN), "vm1")["board"]
    assert board["command"] == [
        "--host",
        "tcp://board-agent-vm1:9001",
        "--tlsskipverify",
        "--admin-password-file",
        "/run/secrets/board",
        "--http-disabled",
    ]
    assert board["depends_on"] == ["board-agent-vm1"]
    assert board["ports"] == ["9443:9443"]
    assert "2375" not in str(trees(topology(PLAIN)))


def test_a_panel_with_no_agent_beside_it_asks_the_first_one() -> None:
    built = topology(PLAIN.replace("on vm[1..3]:9101", "on vm[2..3]:9101"))
    assert "tcp://10.0.0.2:9101" in _services(built, "vm1")["board"]["command"]
    six = topology(
        PLAIN.replace("on vm[1..3]:9101", "on vm[2..3]:9101").replace("10.0.0.[1..3]", "[fd00::1],"
        " [fd00::2], [fd00::3]")
    )  # fmt: skip
    assert "tcp://[fd00::2]:9101" in _services(six, "vm1")["board"]["command"]


def test_no_secret_of_agents_stands_in_an_environment() -> None:
    for host in ("vm1", "vm2", "vm3"):
        for name, service in _services(topology(PLAIN), host).items():
            assert "environment" not in service
            if "agent" in name:
                assert "cat /run/secrets/hands" in service["entrypoint"][2]
    assert mounted_secrets(topology(PLAIN)) == {
        "vm1": ("hands", "board"),
        "vm2": ("hands",),
        "vm3": ("hands", "board"),
    }


def test_what_is_seen_from_loopback_is_published_there_alone() -> None:
    assert _services(topology(PLAIN), "vm3")["alone"]["ports"] == ["127.0.0.1:9444:9443"]


def test_operators_come_to_the_panel_and_the_panel_to_its_agents_and_nobody_else_to_either() -> (
    None
):
    found = {
        (host, flow.port, flow.inner): flow.sources
        for host, several in flows(topology(PLAIN)).items()
        for flow in several
        if flow.port != 22
    }
    assert found == {
        ("vm1", 9443, 9443): ("admin",),
        ("vm2", 9101, 9001): ("10.0.0.1",),
        ("vm3", 9101, 9001): ("10.0.0.1",),
    }


def test_agents_of_a_swarm_are_one_service_that_a_name_leads_to() -> None:
    stack = trees(topology(SWARM), "swarm")["swarm/stack.yml"]
    assert list(stack["services"]) == ["board-agent", "board", "map"]
    agent = stack["services"]["board-agent"]
    assert agent["deploy"]["mode"] == "global"
    assert agent["deploy"]["endpoint_mode"] == "dnsrr"
    assert not {"replicas", "placement"} & agent["deploy"].keys()
    assert not {"ports", "hostname"} & agent.keys()
    assert agent["environment"] == {"AGENT_CLUSTER_ADDR": "board-agent"}
    assert "tcp://board-agent:9001" in stack["services"]["board"]["command"]
    assert stack["services"]["map"]["volumes"][0]["read_only"]
    assert "networks" not in stack["services"]["map"]


def test_agents_that_compose_starts_in_an_overlay_answer_to_one_name() -> None:
    for host in ("vm1", "vm2", "vm3"):
        agent = _services(topology(SWARM), host)[f"board-agent-{host}"]
        assert agent["networks"] == {"watch": {"aliases": ["board-agent"]}}
        assert "ports" not in agent


def test_on_one_machine_there_is_one_agent_and_no_swarm_to_draw() -> None:
    services = _services(single(topology(SWARM)), "local")
    assert list(services) == ["board-agent-vm1", "board"]
    assert "tcp://board-agent-vm1:9001" in services["board"]["command"]
    assert "environment" not in services["board-agent-vm1"]
    assert services["board"]["ports"] == ["9443:9443"]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("from admin", "from loopback", "swarm cannot open a port of `map` at 127.0.0.1 alone"),
        ("on vm[1..3] with", "on vm[1..2] with", "swarm cannot keep `board-agent` off `vm3`"),
        ("panel map", "panel board-agent", "swarm cannot keep two services called `board-agent`"),
    ],
)
def test_what_no_swarm_does_is_said(was: str, now: str, said: str) -> None:
    report = Report()
    artifacts(topology(SWARM.replace(was, now)), "swarm", report)
    assert [each.title for each in report] == [said]


def test_both_engines_take_what_is_written(tmp_path: Path) -> None:
    for text, target in ((PLAIN, "compose"), (SWARM, "compose"), (SWARM, "swarm")):
        for path, artifact in artifacts(topology(text), target).items():
            place = tmp_path / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(artifact.text, encoding="utf-8")
            if path.endswith(".yml"):
                assert (ask.stack if target == "swarm" else ask.compose)(place) == ""
