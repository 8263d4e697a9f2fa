"""What a Prometheus looks at: every end is named in full, since the stack is known."""

from dbstackc.base.quantity import Duration
from dbstackc.base.text import endpoint
from dbstackc.emit.yaml import From, Value
from dbstackc.model.store import Node
from dbstackc.model.topology import Topology, Watch, reach

JOBS = {"host": "host", "containers": "containers", "database": "mysqld", "balancer": "haproxy"}
"""What the ends of a kind of exporter are called together."""


def settings(topology: Topology, watch: Watch) -> dict[str, Value]:
    """Return prometheus.yml as a value.

    Of a pair that looks at the same, both say the same of an alert, and so it is told once.

    Source: Prometheus 2.42 manual, "Configuration"; "High availability" (alert_relabel_configs).
    """
    every = From(str(Duration(watch.every)), watch.origin("every"))
    said: dict[str, Value] = {
        "global": {
            "scrape_interval": every,
            "evaluation_interval": every,
            "external_labels": {"stack": topology.name, "watch": watch.name},
        },
        "rule_files": ["rules.yml"],
    }
    if watch.alert:
        ends: Value = [endpoint(each.address, each.port) for each in watch.alert]
        told: Value = {
            "alert_relabel_configs": [{"action": "labeldrop", "regex": "watch"}],
            "alertmanagers": [{"static_configs": [{"targets": ends}]}],
        }
        said["alerting"] = From(told, watch.origin("alert"))
    said["scrape_configs"] = [
        {"job_name": job, "static_configs": found}
        for job, found in _jobs(topology, watch).items()
        if found
    ]
    return said


def _jobs(topology: Topology, watch: Watch) -> dict[str, list[Value]]:
    """Return the ends of each job, each with what the stack calls it."""
    found: dict[str, list[Value]] = {job: [] for job in (*JOBS.values(), "docker", "prometheus")}
    clusters = {node.name: cluster for cluster in topology.clusters for node in cluster.nodes}
    for exporter in topology.exporters:
        address, port = reach(watch, exporter)
        labels = {"instance": exporter.of.name, "host": exporter.host.name}
        if isinstance(exporter.of, Node):
            node, cluster = exporter.of, clusters[exporter.of.name]
            labels |= {"cluster": cluster.name, "role": node.role}
        found[JOBS[exporter.kind]].append(From(_one(address, port, labels), exporter.of.span))
    for engine in topology.engines:
        for host in engine.hosts if engine.metrics else ():
            labels = {"instance": host.name, "host": host.name}
            one = _one(host.address, engine.metrics or 0, labels)
            found["docker"].append(From(one, engine.origin("metrics")))
    for each in topology.watches:
        address, port = reach(watch, each)
        labels = {"instance": each.name, "host": each.host.name}
        found["prometheus"].append(From(_one(address, port, labels), each.span))
    return found


def _one(address: str, port: int, labels: dict[str, str]) -> dict[str, Value]:
    return {"targets": [endpoint(address, port)], "labels": labels}
