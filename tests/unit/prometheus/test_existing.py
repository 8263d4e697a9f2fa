"""What a prometheus.yml says, and whose file it is."""

import pytest

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.facts.watch import Alerts, Looker
from dbstackc.lint.reader import Context, choose, readers

LOOKS = """\
global: {scrape_interval: 1m30s, external_labels: {site: a}}
rule_files: ['rules/*.yml']
alerting:
  alertmanagers:
    - static_configs: [{targets: ["10.0.0.9:9093", 'pager:9093']}]
scrape_configs:
  - job_name: host
    static_configs: [{targets: [10.0.0.1:9100]}, {targets: [10.0.0.2:9100], labels: {a: b}}]
  - job_name: far
    basic_auth: {username: me, password: hunter2}
    dns_sd_configs: [{names: [x]}]
"""
RULES = "groups:\n  - name: a\n    rules:\n      - alert: A\n        expr: up == 0\n"

READ = {
    "prometheus.yml": (LOOKS, "prometheus"),
    "rules.yml": (RULES, "prometheus"),
    "global.yml": ("global:\n  scrape_interval: 15s\n", "prometheus"),
    "promtail.yml": ("clients: [a]\n" + LOOKS, ""),
    "alertmanager.yml": ("global:\n  resolve_timeout: 5m\nroute:\n  receiver: a\n", ""),
    "operator.yml": ("apiVersion: v1\nkind: PrometheusRule\n" + RULES, ""),
    "groups.yml": ("groups:\n  - name: a\n    members: [b]\n", ""),
    "compose.yml": ("services:\n  a:\n    image: b\nscrape_configs:\n  job_name: a\n", "compose"),
}


@pytest.mark.parametrize("name", READ)
def test_a_file_is_known_by_what_it_says(name: str) -> None:
    text, kind = READ[name]
    for called in (name, "a"):
        reader = choose(called, text, readers())
        assert (reader.kind if reader is not None else "") == kind


def test_what_nobody_writes_is_not_read() -> None:
    reader = choose("prometheus.yml", LOOKS + "# a\n" * 600_000, readers())
    assert reader is None or reader.kind != "prometheus"


def facts(text: str) -> list[object]:
    (reader,) = (each for each in readers() if each.kind == "prometheus")
    document = reader.read(Source("p.yml", text), Context(lambda _: None), Report())
    assert reader.write(document) == text
    assert [span.text for span in reader.secrets(document)] == ["hunter2"] * ("hunter" in text)
    return list(reader.see(document))


def test_what_a_prometheus_looks_at_and_whom_it_calls_has_its_place() -> None:
    (looker,) = facts(LOOKS)
    assert isinstance(looker, Looker) and looker.every is not None
    assert looker.every.text == looker.every.span.text == "1m30s"
    ends = {job: [said.text for said in each] for job, each in looker.ends.items()}
    assert ends == {"host": ["10.0.0.1:9100", "10.0.0.2:9100"], "far": []}
    assert [said.span.text for said in looker.tells] == ["10.0.0.9:9093", "pager:9093"]
    assert [said.text for said in looker.rules] == ["rules/*.yml"]
    assert [(path, said.text) for path, said in looker.more] == [
        ("global.external_labels.site", "a"),
        ("scrape_configs.*.static_configs.*.labels.a", "b"),
        ("scrape_configs.*.basic_auth.username", "me"),
        ("scrape_configs.*.basic_auth.password", "hunter2"),
        ("scrape_configs.*.dns_sd_configs.*.names.*", "x"),
    ]


def test_rules_are_told_by_their_groups() -> None:
    (alerts,) = facts(RULES)
    assert isinstance(alerts, Alerts) and [said.text for said in alerts.groups] == ["a"]


@pytest.mark.parametrize(
    "text", ["", "global: [", "- a\n", "global: 1\n", "scrape_configs: {a: b}"]
)
def test_what_is_no_such_thing_says_nothing_much(text: str) -> None:
    assert all(isinstance(each, Looker) and not each.ends for each in facts(text))
