"""What import does not name: that which is written anew with the same value, and nothing else."""

from pathlib import Path

import pytest

from dbstackc.base.report import Report
from dbstackc.work.adopt import adopt
from dbstackc.work.seek import read_all
from tests.laws.bundles import compiled

STACK = """\
dbs 1
secret root, sst, app, grafana, copies, monitor, vrrp, follow from env
host vm[1..3] at 10.0.0.[1..3] on eth0
defaults cluster {
  root secret.root; user app with secret.app; monitor exporter with secret.monitor
}
pxc a { nodes a[1..3] on vm[1..3]:9001; sst secret.sst }
replication r {
  image "mariadb:10.11"; follow as follower with secret.follow
  source r1 on vm1:9002; replicas r[2..3] on vm[2..3]:9002
}
schema shop on a { table item { primary id } }
mycat m1 on vm3 { user app with secret.app for shop }
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to m1; listen r on 3307 to r for reads }
vip door at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
service blog[1..2] on vm[1..2]:80 {
  image "wordpress:6.8-apache"; reach DB to door:3306; health "curl -fs http://127.0.0.1/"
}
external pager at 10.0.9.1:9093
watch eye on vm1 every 30s { alert pager; grafana with secret.grafana }
backup a, r to "/var/backups/db" at 03:15 with secret.copies { keep 14 }
"""

CHANGED = {
    "variable": ("compose.yml", 'UP: "false"', 'UP: "true"', "`GF_USERS_ALLOW_SIGN_UP`"),
    "telemetry": (
        "vm2/compose.yml",
        'PERCONA_TELEMETRY_DISABLE: "1"',
        'PERCONA_TELEMETRY_DISABLE: "0"',
        "`PERCONA_TELEMETRY_DISABLE`",
    ),
    "dashboard": ("stack.json", '"title"', '"titel"', "`./grafana/eye/stack.json`"),
    "rules": ("rules.yml", "severity: critical", "severity: none", "`./prometheus/eye/rules.yml`"),
    "look": (
        "prometheus.yml",
        "evaluation_interval: 30s",
        "evaluation_interval: 5s",
        "`evaluation_interval`",
    ),
    "end": (
        "prometheus.yml",
        "- job_name: prometheus",
        "- job_name: far\n    static_configs: [{targets: ['10.1.1.1:80']}]\n"
        "  - job_name: prometheus",
        "`job far`",
    ),
    "start": ("start.sh", "set -eu", "set -e", "`./mycat/m1/start.sh`"),
    "comment": ("prometheus.yml", "# stack", "# stapel", ""),
}
"""In which file what is changed, and what is then named."""


def left(place: Path) -> list[str]:
    """Return what import says that is not carried."""
    report = Report()
    adopted = max(adopt(read_all([str(place)], report), report), key=lambda each: len(each.text))
    assert not report.has_errors
    return [each.title for each in adopted.left]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("bundle")
    for path, text in compiled(STACK)[1].items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(text)
    return place


def test_of_a_bundle_of_ours_nothing_is_named(bundle: Path) -> None:
    assert left(bundle) == []


@pytest.mark.parametrize("name", CHANGED)
def test_what_is_otherwise_is_named(bundle: Path, name: str) -> None:
    file, before, after, told = CHANGED[name]
    (path,) = (
        each
        for each in bundle.rglob(file)
        if before in each.read_text() and "swarm" not in str(each)
    )
    text = path.read_text()
    path.write_text(text.replace(before, after))
    found = left(bundle)
    path.write_text(text)
    assert [each.partition("carried: ")[2] for each in found] == ([told] if told else [])
