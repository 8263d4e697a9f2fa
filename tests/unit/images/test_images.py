"""What is built, from what, and on which hosts."""

import re

import pytest

from tests.artifacts import artifacts, topology
from tests.engines.dockerfile import instructions

STACK = """
secret root, follow, app from env
host vm[1..3] at 10.0.0.[1..3]
replication a {
  source a1 on vm1:9003; replicas a2 on vm2:9003
  root secret.root; user app with secret.app; follow as f with secret.follow
}
schema s on a { table t by copy }
mycat m[1..2] on vm[1..2] { user app with secret.app for s }
haproxy h[1..2] on vm[2..3] { listen sql on 3306 to m[1..2] }
vip v at 10.0.0.9/24 to h[1..2] { router 9 }
"""

SUM = "0123456789abcdef" * 4


def built(text: str) -> dict[str, str]:
    return {path: each.text for path, each in artifacts(topology(text), "images").items()}


def words(text: str) -> list[tuple[str, str]]:
    return list(instructions(text))


def test_what_no_registry_has_is_built_where_it_runs() -> None:
    files = built(STACK)
    rows = [row.split("\t") for row in files["steps/images.txt"].splitlines()[1:]]
    assert [(host, folder) for host, _, folder in rows] == [
        ("vm1", "images/mycat"),
        ("vm2", "images/mycat"),
        ("vm2", "images/keepalived"),
        ("vm3", "images/keepalived"),
    ]
    assert {path for path in files if path.startswith("images/")} == {
        "images/mycat/Dockerfile",
        "images/mycat/log4j2.xml",
        "images/keepalived/Dockerfile",
    }


def test_images_of_others_are_not_built() -> None:
    named = STACK.replace("for s }", 'for s; image "registry.example.org/mycat:1.6.7.4" }')
    files = built(named.replace("router 9", 'router 9; image "registry.example.org/k:2"'))
    assert files == {}


def test_what_is_said_of_an_image_stands_in_its_file() -> None:
    said = f"""image mine as "dbstackc/mycat:1.6.7.4" by mycat {{
      base "eclipse-temurin:8-jre@sha256:{SUM}"; packages procps, less=590
      archive "https://example.org/m.tar.gz"; sha256 {SUM}; verbatim "ENV TZ=UTC"
    }}"""
    files = built(STACK + said)
    text = files["images/mine/Dockerfile"]
    stages = [rest.strip() for word, rest in words(text) if word == "FROM"]
    assert stages == ["debian:12-slim AS fetched", f"eclipse-temurin:8-jre@sha256:{SUM}"]
    given = {rest.strip() for word, rest in words(text) if word == "ARG"}
    assert given == {'ARCHIVE="https://example.org/m.tar.gz"', f'SHA256="{SUM}"'}
    last = text[text.rindex("FROM ") :]
    assert "recommends procps less=590" in last and "ENV TZ=UTC" in last
    assert "curl" not in last, "what fetched is in the image that runs"


@pytest.mark.parametrize("version", ["1.6.7.4", "1.6.7.6"])
def test_the_archive_is_that_of_the_version(version: str) -> None:
    said = f'for s; image "dbstackc/mycat:{version}"; version {version} }}'
    text = built(STACK.replace("for s }", said))["images/mycat/Dockerfile"]
    found = re.search(r'ARCHIVE="(.*)"', text)
    assert found is not None and f"server-{version}-release" in found[1]


def test_no_image_installs_in_a_layer_that_keeps_the_lists() -> None:
    tools = 'image t as "dbstackc/keepalived:9" { packages iproute2 }'
    for path, text in built(STACK + tools).items():
        for word, rest in words(text) if path.endswith("Dockerfile") else ():
            if word == "RUN" and "apt-get install" in rest:
                assert "apt-get update" in rest and "rm -rf /var/lib/apt/lists" in rest
