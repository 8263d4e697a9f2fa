"""A Prometheus that exists, lifted: where it sees all machines, how often, and whom it calls."""

from tests.unit.lint.test_around import BALANCER, DOOR, lifted

PROMETHEUS = """
  eye:
    image: prom/prometheus:v3.5.0
    network_mode: host
    command:
      - --storage.tsdb.path=/p
      - --storage.tsdb.retention.time=30d
      - --web.listen-address=10.0.0.1:9190
  eye-grafana:
    image: grafana/grafana:12.0.2
    network_mode: host
    environment: {GF_SECURITY_ADMIN_PASSWORD__FILE: /run/secrets/first}
"""
EXPORTER = """
  one:
    image: prom/node-exporter:v1.9.1
    network_mode: host
    command: ['--path.rootfs=/host', '--web.listen-address=10.0.0.1:9100']
"""


def test_a_prometheus_with_an_exporter_on_each_machine_is_a_watch() -> None:
    files = {"vm1/compose.yml": BALANCER + PROMETHEUS + EXPORTER, "vm1/door.cfg": DOOR}
    ((said, left),) = lifted(files)
    assert "host vm1 at 10.0.0.1" in said
    assert 'watch eye on vm1:9190 { keep 30d image "prom/prometheus:v3.5.0"' in said
    assert 'grafana with secret.first { image "grafana/grafana:12.0.2" }' in said
    assert 'exporter host { image "prom/node-exporter:v1.9.1" }' in said
    assert any(each.startswith("how often `eye` looks and whom it tells") for each in left)


LOOKS = """
global: {scrape_interval: 1m30s, external_labels: {site: a}}
alerting:
  alertmanagers: [{static_configs: [{targets: ['10.0.0.9:9093', 'near:9093']}]}]
scrape_configs:
  - {job_name: host, static_configs: [{targets: ['10.0.0.1:9100']}]}
"""


def test_what_it_looks_at_is_read_where_it_mounts_that() -> None:
    mount = "eye:\n    volumes: ['./p.yml:/etc/prometheus/prometheus.yml:ro']\n    image: prom"
    watched = PROMETHEUS.replace("eye:\n    image: prom", mount, 1)
    files = {"vm1/compose.yml": BALANCER + watched + EXPORTER, "vm1/door.cfg": DOOR}
    ((said, left),) = lifted({**files, "vm1/p.yml": LOOKS})
    assert "watch eye on vm1:9190 every 90s { keep 30d" in said
    assert "external far at 10.9.9.9:3306 external pager at 10.0.0.9:9093" in said
    assert "alert pager " in said
    assert "where `near:9093` is cannot be told: say `external`" in left
    told = [each for each in left if each.startswith("what `eye` is told")]
    assert told == ["what `eye` is told beside is not carried: `external_labels` and `job host`"]
    ((_, left),) = lifted({**files, "vm1/p.yml": LOOKS.replace("1m30s", "often")})
    assert "`often` is no time that the language has" in left
    rules = "groups: [{name: a, rules: [{alert: A, expr: up}]}]"
    found = lifted({**files, "vm1/p.yml": LOOKS, "vm1/q/rules.yml": rules})
    assert not any("file of rules" in each for _, left in found for each in left)


def test_a_prometheus_without_them_is_named() -> None:
    files = {"vm1/compose.yml": BALANCER + PROMETHEUS, "vm1/door.cfg": DOOR}
    ((said, left),) = lifted(files)
    assert "watch" not in said
    assert "`eye` is nothing that was recognised, and is left out" in left
