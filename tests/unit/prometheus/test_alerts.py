"""Each alert fires for the fault that it is about, and for no other; promtool evaluates the rules.

The rules are the bundle's own, durations and all.
"""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.engines.need import find, need
from tests.laws.bundles import compiled
from tests.unit.prometheus.watched import LOOKS, STACK, WAS, address, healthy, series

FAULTS: dict[str, tuple[Mapping[str, str], set[str]]] = {
    "nothing": ({}, set()),
    "a member is killed": (
        {
            "mysql_up{ a1": "0",
            "mysql_global_status_ a1": "gone",
            "mysql_global_variables_ a1": "gone",
            "wsrep_cluster_size a2": "2",
            "wsrep_cluster_size a3": "2",
            "wsrep_cluster_weight a2": "2",
            "wsrep_cluster_weight a3": "2",
            "DOWN h1": "1",
        },
        {"NodeDown", "QuorumMarginGone", "ServerOut"},
    ),
    "two members leave in peace": (
        {
            "mysql_up{ a1": "0",
            "mysql_up{ a2": "0",
            "mysql_global_status_ a1": "gone",
            "mysql_global_status_ a2": "gone",
            "wsrep_cluster_size a3": "1",
            "wsrep_cluster_weight a3": "1",
        },
        {"NodeDown", "QuorumMarginGone", "OneCopyLeft"},
    ),
    "two members are cut off": (
        {
            "wsrep_cluster_status": "0",
            "wsrep_local_state": "0",
        },
        {"ClusterWithoutQuorum", "MemberOutOfStep"},
    ),
    "two groups": (
        {
            "wsrep_cluster_size a1": "1",
            "wsrep_cluster_weight a1": "1",
            "wsrep_cluster_size a2": "2",
            "wsrep_cluster_weight a2": "2",
            "wsrep_cluster_size a3": "2",
            "wsrep_cluster_weight a3": "2",
        },
        {"ClusterInTwo", "QuorumMarginGone"},
    ),
    "a member holds the others back": (
        {"flow_control_paused_ns a1": "0+4000000000"},
        {"FlowControlled"},
    ),
    "a member copies for minutes": ({"wsrep_local_state a1": "2"}, {"MemberOutOfStep"}),
    "a replica stops applying": ({"sql_running r2": "0"}, {"ReplicaStopped"}),
    "a replica forgets its source": ({"mysql_slave_status_ r2": "gone"}, {"ReplicaFollowsNobody"}),
    "a replica lags": ({"seconds_behind r2": "61"}, {"ReplicaLags"}),
    "a replica lags a little": ({"seconds_behind r2": "60"}, set()),
    "a replica takes writes": ({"read_only r2": "0"}, {"ReplicaTakesWrites"}),
    "no replica follows": (
        {"io_running": "0"},
        {"ReplicaStopped", "OneCopyLeft"},
    ),
    "the source is lost": (
        {
            "mysql_up{ r1": "0",
            "mysql_global_variables_ r1": "gone",
            "mysql_global_status_ r1": "gone",
            "io_running": "0",
        },
        {"NodeDown", "SourceDown", "ReplicaStopped"},
    ),
    "the source is shut": ({"read_only r1": "1"}, {"SourceReadOnly"}),
    "nobody holds the vip": ({"node_network_address_info": "gone"}, {"VipNotHeldOnce"}),
    "two hold the vip": ({address("vm2"): "1"}, {"VipNotHeldOnce"}),
    "the vip moves": ({"node_network_address_info": "gone", address("vm2"): "1"}, set()),
    "a door is shut": (
        {"haproxy_backend_active h1": "0", "haproxy_backend_backup h1": "0"},
        {"DoorShut"},
    ),
    "a host is lost": (
        {
            "up{ vm3": "0",
            "mysql_ vm3": "gone",
            "node_ vm3": "gone",
            "dbstackc_ vm3": "gone",
            "prometheus_ vm3": "gone",
            "wsrep_cluster_size a1": "2",
            "wsrep_cluster_size a2": "2",
            "wsrep_cluster_weight a1": "2",
            "wsrep_cluster_weight a2": "2",
        },
        {"HostSilent", "QuorumMarginGone"},
    ),
    "an exporter ends": ({"up{ a1": "0", "mysql_ a1": "gone"}, {"ExporterSilent"}),
    "connections run out": ({"threads_connected a1": "86"}, {"ConnectionsNearlyFull"}),
    "a disk fills": ({"avail_bytes vm1": "9"}, {"DiskNearlyFull"}),
    "memory runs out": ({"MemAvailable vm1": "4"}, {"MemoryLow"}),
    "a container is full": ({"working_set": "96"}, {"ContainerNearItsLimit"}),
    "nothing is copied": ({"dbstackc_backup_last": "60"}, {"CopyTooOld"}),
    "a copy takes long": ({"dbstackc_backup_last": "600"}, set()),
    "nothing was ever copied": ({"dbstackc_backup_last": "gone"}, {"NeverCopied"}),
    "a certificate ends in 13 days": ({"dbstackc_certificate": "1200000"}, {"CertificateEnds"}),
    "a certificate ends in 15 days": ({"dbstackc_certificate": "1300000"}, set()),
    "no certificate is seen": ({"dbstackc_certificate": "gone"}, {"CertificateEnds"}),
    "nobody is called": ({"notifications_errors eye1": "0+1"}, {"AlertsUndelivered"}),
}
"""By a fault: what changes, and the alerts that fire."""


@pytest.fixture(scope="module")
def rules() -> str:
    """The rules that a Prometheus of the stack reads."""
    _, files = compiled(STACK)
    return files["hosts/vm2/prometheus/eye1/rules.yml"]


def test_every_alert_of_the_stack_is_tried(rules: str) -> None:
    known = {each["alert"] for group in yaml.safe_load(rules)["groups"] for each in group["rules"]}
    assert known == {name for _, fired in FAULTS.values() for name in fired}


def test_a_fault_fires_its_alerts_and_no_others(rules: str, tmp_path: Path) -> None:
    (tmp_path / "rules.yml").write_text(rules)
    tests = [_case(fault, changes, fired) for fault, (changes, fired) in FAULTS.items()]
    said = {"rule_files": ["rules.yml"], "evaluation_interval": "15s", "tests": tests}
    assert _promtool(tmp_path, said) == ""


def test_an_alert_names_the_thing_and_its_page(rules: str, tmp_path: Path) -> None:
    (tmp_path / "rules.yml").write_text(rules)
    case = _case("lost", FAULTS["two members leave in peace"][0], set())
    case.pop("promql_expr_test")
    case["alert_rule_test"] = [
        {
            "eval_time": f"{(WAS + LOOKS) * 15}s",
            "alertname": "OneCopyLeft",
            "exp_alerts": [
                {
                    "exp_labels": {"severity": "critical", "cluster": "a"},
                    "exp_annotations": {
                        "summary": "a has one copy left",
                        "description": "One of the 3 members of a has all rows; the others are"
                        " down or behind. It carries the shard s1.",
                        "runbook": "ALERTS.md#onecopyleft",
                    },
                }
            ],
        }
    ]
    said = {"rule_files": ["rules.yml"], "evaluation_interval": "15s", "tests": [case]}
    assert _promtool(tmp_path, said) == ""


def test_each_kind_has_its_part_of_the_page(rules: str) -> None:
    _, files = compiled(STACK)
    known = {each["alert"] for group in yaml.safe_load(rules)["groups"] for each in group["rules"]}
    heads = {line[3:] for line in files["ALERTS.md"].splitlines() if line.startswith("## ")}
    assert heads == known


def test_the_page_says_which_addresses_nobody_counts() -> None:
    inner = """
network net1 { driver bridge; subnet 172.18.0.0/16 }
haproxy i[1..2] at 172.18.0.[7..8] in net1 on vm1 { listen sql on 3306 to m1 }
vip inner at 172.18.0.201 on eth0 to i[1..2] { router 9 }
"""
    said = "Who holds inner: containers do"
    for text, says in ((STACK, False), (STACK + inner, True)):
        topology, files = compiled(text)
        assert (said in files["ALERTS.md"]) is says
        counted = "vip inner" in files["hosts/vm2/prometheus/eye1/rules.yml"]
        assert not counted and (len(topology.vips) == 2) is says


def test_what_changes_is_there_before(rules: str) -> None:
    """Else a fault would change nothing, and its alerts be those of a series of its own."""
    told = {*healthy(), address("vm2")}
    for changes, _ in FAULTS.values():
        for words in changes:
            assert any(all(word in name for word in words.split()) for name in told), words


def _case(fault: str, changes: Mapping[str, str], fired: set[str]) -> dict[str, object]:
    """Return a test of promtool's: what is told, and which alerts fire in the end."""
    firing = [{"labels": f'{{alertname="{name}"}}', "value": 1} for name in sorted(fired)]
    return {
        "name": fault,
        "interval": "15s",
        "input_series": series(changes),
        "promql_expr_test": [
            {
                "expr": 'group by (alertname) (ALERTS{alertstate="firing"})',
                "eval_time": f"{(WAS + LOOKS) * 15}s",
                "exp_samples": firing,
            }
        ],
    }


def _promtool(place: Path, said: dict[str, object]) -> str:
    """Return what promtool has to say against its tests."""
    need("promtool")
    (place / "tests.yml").write_text(yaml.safe_dump(said, sort_keys=False))
    done = subprocess.run(
        [find("promtool") or "", "test", "rules", str(place / "tests.yml")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr
