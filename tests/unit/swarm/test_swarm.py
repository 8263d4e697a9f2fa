"""What a stack says of each container, and what it refuses to say."""

from typing import Any

import pytest
import yaml

from dbstackc.base.report import Report
from dbstackc.emit.load import load
from dbstackc.emit.service.build import placements
from dbstackc.emit.target import Artifact
from tests.unit.compose.stacks import BRIDGE, OVERLAY, SWARM, WHOLE, artifacts, topology, trees

Tree = dict[str, Any]

PASSED_OVER = frozenset(
    ("build", "devices", "links", "mac_address", "network_mode", "privileged", "restart",
     "security_opt", "userns_mode", "container_name", "depends_on", "mem_limit")
)  # fmt: skip
"""What `docker stack deploy` warns of and ignores, or ignores in silence."""


@pytest.fixture(scope="module")
def stack() -> Tree:
    found: Tree = trees(topology(WHOLE + SWARM), "swarm")["swarm/stack.yml"]
    return found


def test_without_a_swarm_there_is_no_stack() -> None:
    assert artifacts(topology(WHOLE), "swarm") == {}


def test_no_word_is_one_that_a_stack_passes_over(stack: Tree) -> None:
    for service in stack["services"].values():
        assert not service.keys() & PASSED_OVER
        assert "ipv4_address" not in str(service)


def test_every_service_is_one_task_pinned_to_its_machine(stack: Tree) -> None:
    labels = {f"node.labels.{key} == {value}" for _, key, value in placements(topology(WHOLE))}
    for service in stack["services"].values():
        deploy = service["deploy"]
        assert deploy["replicas"] == 1
        assert deploy["endpoint_mode"] == "dnsrr"
        assert set(deploy["placement"]["constraints"]) < labels
        assert deploy["update_config"] == {"parallelism": 1, "order": "stop-first"}


def test_every_node_has_a_volume_of_its_own(stack: Tree) -> None:
    volumes = [each["source"] for s in stack["services"].values() for each in s.get("volumes", ())]
    assert len(volumes) == len(set(volumes))
    assert set(volumes) == set(stack["volumes"])


def test_a_member_is_not_killed_for_its_health(stack: Tree) -> None:
    assert "healthcheck" not in stack["services"]["a1"]
    assert "healthcheck" in stack["services"]["h1"]


def test_what_has_holes_is_a_secret_and_the_rest_is_a_config(stack: Tree) -> None:
    node, balancer = stack["services"]["a1"], stack["services"]["h1"]
    assert [each["source"] for each in node["configs"]] == ["vm1.mysql.a1.cnf"]
    assert balancer["secrets"] == [
        {
            "source": "vm3.haproxy.h1.cfg",
            "target": "/usr/local/etc/haproxy/haproxy.cfg",
            "uid": "99",
            "gid": "99",
            "mode": 0o400,
        }
    ]
    kept = stack["secrets"]["vm3.haproxy.h1.cfg"]
    assert kept["file"] == "../hosts/vm3/filled/haproxy/h1.cfg"
    assert stack["configs"]["vm1.mysql.a1.cnf"]["file"] == "../hosts/vm1/mysql/a1.cnf"


def test_another_text_has_another_name() -> None:
    names = set()
    for memory in ("2G", "4G", "4G"):
        text = WHOLE.replace("failover fast", f"memory {memory}") + SWARM
        tree = trees(topology(text), "swarm")["swarm/stack.yml"]
        names.add(tree["configs"]["vm1.mysql.a1.cnf"]["name"])
    assert len(names) == 2


def test_names_of_configs_and_secrets_fit() -> None:
    long = WHOLE.replace("h[1..2]", f"{'h' * 55}[1..2]") + SWARM
    tree = trees(topology(long), "swarm")["swarm/stack.yml"]
    for kind in ("configs", "secrets"):
        for entry in tree[kind].values():
            assert 0 < len(entry["name"].removesuffix("${DBS_ROTATION:-}")) <= 64


def test_birth_unsets_what_an_empty_value_could_not() -> None:
    """Docker, laying one stack over another, takes an empty value for one that was not given."""
    tree = trees(topology(WHOLE + SWARM), "swarm")["swarm/bootstrap.yml"]
    assert list(tree["services"]) == ["a1"]
    born = tree["services"]["a1"]
    assert born["entrypoint"] == ["env", "-u", "CLUSTER_JOIN", "/entrypoint.sh"]
    assert born["command"] == ["mysqld", "--wsrep-new-cluster"]
    assert "" not in born["environment"].values()
    assert born["deploy"] == {"restart_policy": {"condition": "none"}}


def test_an_overlay_belongs_to_the_stack_and_ports_are_the_machines_own() -> None:
    tree = trees(topology(OVERLAY + SWARM), "swarm")["swarm/stack.yml"]
    assert tree["networks"] == {
        "db": {
            "name": "db",
            "driver": "overlay",
            "attachable": True,
            "driver_opts": {"encrypted": ""},
            "ipam": {"config": [{"subnet": "10.20.0.0/16"}]},
        }
    }
    node = tree["services"]["a1"]
    assert node["networks"] == ["db"]
    assert node["ports"] == [{"target": 3306, "published": 9001, "protocol": "tcp", "mode": "host"}]


def test_the_hosts_own_network_is_one_that_exists(stack: Tree) -> None:
    assert stack["networks"] == {"host": {"external": True, "name": "host"}}


def test_what_a_stack_cannot_carry_is_an_error() -> None:
    report = Report()
    made = artifacts(topology(BRIDGE + "deploy swarm { managers vm1 }\n"), "swarm", report)
    assert {each.rule for each in report} == {"cannot-express"}
    assert sorted(each.title for each in report) == [
        "swarm cannot hold `inner` inside a network",
    ]
    assert report.has_errors
    assert yaml.safe_load(made["swarm/stack.yml"].text).get("services") is None


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [
        ("driver overlay", "driver bridge", "swarm cannot use `db`, a bridge network"),
        ("encrypted yes", "pool 10.20.8.0/24", "swarm cannot set the pool of `db`"),
        ("encrypted yes", "gateway 10.20.0.1", "swarm cannot set the gateway of `db`"),
        (
            "haproxy h[1..2] in db",
            "haproxy h[1..2] at 10.20.0.[7..8] in db",
            "swarm cannot give `h1` the address 10.20.0.7",
        ),
    ],
)
def test_what_would_be_lost_is_named(old: str, new: str, title: str) -> None:
    report = Report()
    artifacts(topology(OVERLAY.replace(old, new) + SWARM), "swarm", report)
    assert title in [each.title for each in report]
    marked = [each.primary.span.text for each in report if each.primary]
    assert all(words in new for words in marked)


def test_a_file_that_a_swarm_cannot_keep_is_an_error() -> None:
    report = Report()
    built = topology(WHOLE + SWARM)
    large = Artifact(path="hosts/vm3/haproxy/h1.cfg", text="#" * (500 * 1024 + 1))
    list(load("swarm").TARGET.finish(built, [large], report))
    assert [each.title for each in report] == [
        "swarm cannot keep hosts/vm3/haproxy/h1.cfg, of 500 KiB, as a secret"
    ]
