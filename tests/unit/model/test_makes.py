"""What looks at a stack runs the image that is said, digest and all, and else one that is known."""

import pytest
import yaml

from dbstackc.model.known import WATCHERS
from tests.laws.bundles import compiled

DIGEST = "sha256:" + "5e" * 32

STACK = """\
dbs 1
secret root, app, mon, grafana, hub from env
host vm[1..2] at 10.0.0.[1..2]
defaults replication { root secret.root; user app with secret.app; follow as f with secret.mon }
replication a { source a1 on vm1; replicas a2 on vm2; monitor mon with secret.mon }
"""


def images(text: str) -> dict[str, str]:
    """Return the image of each container, by its name."""
    _, files = compiled(STACK + text)
    return {
        name: service["image"]
        for host in ("vm1", "vm2")
        for name, service in yaml.safe_load(files[f"hosts/{host}/compose.yml"])["services"].items()
    }


def test_what_is_known_runs_where_nothing_is_said() -> None:
    found = images("watch eye on vm1 { grafana with secret.grafana }\n")
    names = ("eye", "eye-grafana", "vm2-node-exporter", "vm2-cadvisor", "a2-mysqld-exporter")
    assert {name: found[name] for name in names} == dict(zip(names, WATCHERS.values(), strict=True))


def test_every_image_that_looks_on_can_be_said_with_a_digest() -> None:
    said = {
        "eye": f"own/prometheus:1@{DIGEST}",
        "eye-grafana": f"own/grafana:2@{DIGEST}",
        "vm2-node-exporter": f"own/host:3@{DIGEST}",
        "vm2-cadvisor": f"own/containers:4@{DIGEST}",
        "a2-mysqld-exporter": f"own/database:5@{DIGEST}",
        "board": f"own/portainer:6@{DIGEST}",
        "board-agent-vm2": f"own/agent:7@{DIGEST}",
    }
    text = f"""
watch eye on vm1 {{
  image "{said["eye"]}"
  grafana with secret.grafana {{ image "{said["eye-grafana"]}" }}
  exporter host {{ image "{said["vm2-node-exporter"]}" }}
  exporter containers {{ image "{said["vm2-cadvisor"]}" }}
  exporter database {{ image "{said["a2-mysqld-exporter"]}" }}
}}
panel board by portainer on vm1:9443 {{
  password secret.app; image "{said["board"]}"
  agents on vm2 with secret.hub {{ image "{said["board-agent-vm2"]}" }}
}}
"""
    found = images(text)
    assert {name: found[name] for name in said} == said


@pytest.mark.parametrize("where", ["watch eye", "defaults watch"])
def test_memory_of_exporters_is_what_is_said(where: str) -> None:
    tail = "" if where == "watch eye" else "watch eye on vm1\n"
    head = "watch eye on vm1" if where == "watch eye" else where
    _, files = compiled(f"{STACK}{head} {{ exporter database {{ memory 96M }} }}\n{tail}")
    services = yaml.safe_load(files["hosts/vm2/compose.yml"])["services"]
    assert services["a2-mysqld-exporter"]["mem_limit"] == "96M", services["a2-mysqld-exporter"]
