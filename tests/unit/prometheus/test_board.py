"""A dashboard has the form that Grafana reads, and Prometheus understands all that it asks.

Grafana is no package of Debian: nobody here draws it.
"""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from tests.conftest import DEPTH
from tests.engines import ask
from tests.laws.bundles import compiled
from tests.laws.topologies import Drawn, topologies
from tests.unit.prometheus.watched import STACK

FOLDER = "hosts/vm2/grafana/eye1"


def boards(files: dict[str, str]) -> list[dict[str, Any]]:
    """Return the dashboards of a bundle."""
    return [json.loads(text) for path, text in files.items() if path.endswith("/stack.json")]


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """The bundle of a stack that is looked at."""
    return compiled(STACK)[1]


def test_prometheus_understands_what_a_dashboard_asks(
    files: dict[str, str], tmp_path: Path
) -> None:
    asked = [
        query["expr"]
        for board in boards(files)
        for panel in board["panels"]
        for query in panel.get("targets", ())
    ]
    assert len(asked) > 20
    rules = [{"record": f"panel:{number}", "expr": each} for number, each in enumerate(asked)]
    path = tmp_path / "rules.yml"
    path.write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}))
    assert ask.prometheus(path) == ""


def test_a_panel_asks_the_source_that_is_provisioned(files: dict[str, str]) -> None:
    (source,) = yaml.safe_load(files[f"{FOLDER}/datasource.yml"])["datasources"]
    assert source["url"] == "http://10.0.0.2:9090"
    for board in boards(files):
        for panel in board["panels"]:
            for at in (panel, *panel.get("targets", ())):
                assert at.get("datasource", {"uid": source["uid"]})["uid"] == source["uid"]


def test_the_dashboard_lies_where_grafana_looks(files: dict[str, str]) -> None:
    (provider,) = yaml.safe_load(files[f"{FOLDER}/dashboards.yml"])["providers"]
    compose = yaml.safe_load(files["hosts/vm2/compose.yml"])["services"]["eye1-grafana"]
    inside = {mount["target"] for mount in compose["volumes"] if isinstance(mount, dict)}
    assert f"{provider['options']['path']}/stack.json" in inside


def test_each_cluster_vip_and_balancer_has_its_place(files: dict[str, str]) -> None:
    titles = {panel["title"] for panel in boards(files)[0]["panels"]}
    wanted = {"galera cluster a", "replication cluster r", "Who holds door", "Balancers"}
    assert wanted <= titles


@settings(max_examples=10 * DEPTH)
@given(drawn=topologies())
def test_no_two_panels_lie_on_each_other(drawn: Drawn) -> None:
    _, files = compiled(drawn.text)
    for board in boards(files):
        taken: set[tuple[int, int]] = set()
        assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
        for panel in board["panels"]:
            spot = panel["gridPos"]
            assert spot["x"] + spot["w"] <= 24
            cells = {
                (spot["x"] + x, spot["y"] + y) for x in range(spot["w"]) for y in range(spot["h"])
            }
            assert not cells & taken
            taken |= cells
