"""What a Prometheus looks at is there, is let through, and cannot be mistaken for another."""

import yaml
from hypothesis import given, settings

from dbstackc.model.flows import flows
from dbstackc.model.topology import Topology
from tests.conftest import DEPTH
from tests.laws.bundles import compiled
from tests.laws.topologies import Drawn, topologies
from tests.unit.prometheus.watched import STACK


def ends(files: dict[str, str]) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """Return what each Prometheus looks at: address and labels, by the path of its settings."""
    return {
        path: [
            (one["targets"][0], {"job": job["job_name"], **one["labels"]})
            for job in yaml.safe_load(text)["scrape_configs"]
            for one in job["static_configs"]
        ]
        for path, text in files.items()
        if path.endswith("/prometheus.yml")
    }


def test_everything_of_a_stack_is_looked_at() -> None:
    _, files = compiled(STACK)
    looked = ends(files)["hosts/vm2/prometheus/eye1/prometheus.yml"]
    assert looked == ends(files)["hosts/vm3/prometheus/eye2/prometheus.yml"]
    assert {(labels["job"], labels["instance"]): address for address, labels in looked} == {
        **{("host", f"vm{n}"): f"10.0.0.{n}:9100" for n in (1, 2, 3)},
        **{("containers", f"vm{n}"): f"10.0.0.{n}:9101" for n in (1, 2, 3)},
        **{("mysqld", f"a{n}"): f"10.0.0.{n}:9104" for n in (1, 2, 3)},
        **{("mysqld", f"r{n}"): f"10.0.0.{n}:9105" for n in (1, 2, 3)},
        **{("haproxy", f"h{n}"): f"10.0.0.{n}:8405" for n in (1, 2)},
        **{("prometheus", f"eye{n}"): f"10.0.0.{n + 1}:9090" for n in (1, 2)},
    }


def test_of_a_pair_an_alert_is_told_once() -> None:
    _, files = compiled(STACK)
    said = yaml.safe_load(files["hosts/vm2/prometheus/eye1/prometheus.yml"])
    assert said["global"]["external_labels"] == {"stack": "stack", "watch": "eye1"}
    (relabel,) = said["alerting"]["alert_relabel_configs"]
    assert relabel == {"action": "labeldrop", "regex": "watch"}


@settings(max_examples=20 * DEPTH)
@given(drawn=topologies())
def test_hosts_let_through_what_is_looked_at(drawn: Drawn) -> None:
    topology, files = compiled(drawn.text)
    for path, looked in ends(files).items():
        mine = path.split("/")[1]
        places = [place for place, _ in looked]
        assert len(set(places)) == len(places)
        for place, labels in looked:
            assert labels["host"] == mine or _is_let_in(topology, place, labels["host"], mine)


def _is_let_in(topology: Topology, place: str, host: str, mine: str) -> bool:
    """Return whether a host lets in what another asks at an address."""
    address = next(each.address for each in topology.hosts if each.name == mine)
    port = int(place.rpartition(":")[2])
    return any(flow.port == port and address in flow.sources for flow in flows(topology)[host])
