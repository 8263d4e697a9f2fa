"""What a container sees of its host is said alike for Compose and for a Swarm."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dbstackc.emit.service import build
from dbstackc.emit.service.spec import Bind, Service
from dbstackc.model.topology import Topology
from tests.engines import ask
from tests.unit.compose.stacks import OVERLAY, SWARM, artifacts, topology, trees

SEEN = (
    Bind("/var/run/docker.sock", "/var/run/docker.sock"),
    Bind("/srv/$kept", "/kept", writes=True),
    Bind("/", "/host", later=True),
)

SAID = [
    {
        "type": "bind",
        "source": "/var/run/docker.sock",
        "target": "/var/run/docker.sock",
        "read_only": True,
    },
    {"type": "bind", "source": "/srv/$$kept", "target": "/kept"},
    {
        "type": "bind",
        "source": "/",
        "target": "/host",
        "read_only": True,
        "bind": {"propagation": "rslave"},
    },
]


@pytest.fixture(autouse=True)
def _balancers_see_their_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = build.balancer_services

    def seeing(built: Topology, labels: dict[str, str]) -> Iterator[Service]:
        for each in plain(built, labels):
            yield replace(each, recipe=replace(each.recipe, binds=SEEN))

    monkeypatch.setattr(build, "balancer_services", seeing)


def test_a_bind_stands_in_each_compose_file_before_the_files_of_the_bundle(tmp_path: Path) -> None:
    service = trees(topology(OVERLAY))["hosts/vm1/compose.yml"]["services"]["h1"]
    assert service["volumes"][:3] == SAID
    assert service["volumes"][3]["source"] == "./haproxy/h1.cfg"
    (path,) = _lay(tmp_path, "compose", "hosts/vm1/compose.yml")
    assert ask.compose(path) == ""


def test_a_bind_stands_in_a_stack(tmp_path: Path) -> None:
    service = trees(topology(OVERLAY + SWARM), "swarm")["swarm/stack.yml"]["services"]["h1"]
    assert service["volumes"] == SAID
    (path,) = _lay(tmp_path, "swarm", "swarm/stack.yml")
    assert ask.stack(path) == ""


def _lay(place: Path, target: str, path: str) -> list[Path]:
    """Write one file alone; what it names is looked for by no one who is asked."""
    text = artifacts(topology(OVERLAY + SWARM + "deploy compose\n"), target)[path].text
    (place / path).parent.mkdir(parents=True)
    (place / path).write_text(text, encoding="utf-8")
    return [place / path]
