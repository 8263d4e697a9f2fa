"""The walk over a bundle: every file is asked about, and one that nothing reads is a complaint."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import bundle, server
from tests.engines.test_ask import COMPOSE, HAPROXY, KEEPALIVED, OPTIONS, STACK

SCHEMA = """<?xml version="1.0"?>
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="a" dataNode="dn1"></schema>
  <dataNode name="dn1" dataHost="h1" database="a"/>
  <dataHost name="h1" maxCon="10" minCon="1" balance="0" dbType="mysql" dbDriver="native">
    <heartbeat>select 1</heartbeat>
    <writeHost host="w1" url="10.0.0.1:3306" user="u" password="p"/>
  </dataHost>
</mycat:schema>
"""

REGISTRY = """version: "0.1"
storage:
  filesystem:
    rootdirectory: /var/lib/registry
http:
  addr: ":5000"
"""

GOOD = {
    "README.md": "# A stack\n",
    "trace.json": "{}\n",
    "swarm/stack.yml": STACK,
    "hosts/vm1/.env": "COMPOSE_PROJECT_NAME=a\n",
    "hosts/vm1/compose.yml": COMPOSE,
    "hosts/vm1/bootstrap.yml": "services:\n  a:\n    command: [x]\n",
    "hosts/vm1/fill.sh": "#!/bin/sh\necho filled\n",
    "hosts/vm1/mysql/a1.cnf": OPTIONS,
    "hosts/vm1/haproxy/h1.cfg": HAPROXY.replace("check", "check # @@secret.stats@@"),
    "hosts/vm1/filled/haproxy/h1.cfg": HAPROXY,
    "hosts/vm1/keepalived/host.conf": KEEPALIVED,
    "hosts/vm1/sql/a.sql": "CREATE DATABASE new; CREATE USER someone@localhost;\n",
    "hosts/vm1/mycat/m1/schema.xml": SCHEMA,
    "hosts/vm1/engine/daemon.json": '{"log-driver": "json-file"}\n',
    "hosts/vm1/engine/sysctl.conf": "net.ipv4.ip_forward = 1\n",
    "hosts/vm1/engine/modules.conf": "# why\nip_vs\n",
    "hosts/vm1/registry/config.yml": REGISTRY,
    "hosts/vm1/filled/registry/htpasswd": f"a:$2b$10${'x' * 53}\n",
    "images/a/Dockerfile": "FROM a AS b\nRUN echo 1 \\\n && echo 2\nFROM c\nCOPY --from=b /x /x\n",
    "hosts/vm1/secrets/root": "not to be read @@secret.root@@",
}


@pytest.fixture(scope="module")
def mariadb() -> Iterator[server.Server]:
    with server.running() as one:
        yield one


def _lay(place: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return place


def test_a_good_bundle_gets_no_complaint(tmp_path: Path, mariadb: server.Server) -> None:
    place = _lay(tmp_path, GOOD)
    assert bundle.complaints(place, mariadb) == []
    assert bundle.complaints(place, mariadb) == [], "SQL left something behind"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("odd.bin", "x"),
        ("trace.json", "{"),
        ("swarm/stack.yml", STACK + "    netwroks: [x]\n"),
        ("swarm/stack.yml", STACK + "    networks: [x]\n"),
        ("swarm/stack.yml", STACK + "    secrets: [{source: x, target: y}]\n"),
        ("hosts/vm1/compose.yml", COMPOSE + "    volumes: [rows:/var/lib/mysql]\n"),
        ("hosts/vm1/bootstrap.yml", "services:\n  a:\n    comand: [x]\n"),
        ("hosts/vm1/.env", "ROOT=abc\n"),
        ("hosts/vm1/engine/daemon.json", '{"registry-mirors": ["https://a"]}\n'),
        ("hosts/vm1/engine/daemon.json", '{"dns": ["nobody"]}\n'),
        ("hosts/vm1/engine/daemon.json", '{"debug": true, "debug": false}\n'),
        ("hosts/vm1/engine/sysctl.conf", "net.ipv4.ip_forwards = 1\n"),
        ("hosts/vm1/engine/modules.conf", "ip vs\n"),
        ("hosts/vm1/fill.sh", "#!/bin/sh\necho $1\n"),
        ("hosts/vm1/registry/config.yml", REGISTRY.replace("0.1", "7")),
        ("hosts/vm1/registry/config.yml", REGISTRY.replace("filesystem", "filesysten")),
        ("hosts/vm1/filled/registry/htpasswd", "a:secret\n"),
        ("images/a/Dockerfile", "FORM debian:12\n"),
        ("images/a/Dockerfile", "FROM debian:12\nRUN echo $1 $(ls)\n"),
        ("images/a/Dockerfile", "FROM debian:12\nCOPY --from=none /x /x\n"),
        ("hosts/vm1/mysql/a1.cnf", OPTIONS + "@@secret.x@@ = 1\n"),
        ("hosts/vm1/filled/haproxy/h1.cfg", HAPROXY + "    @@secret.stats@@\n"),
        ("hosts/vm1/filled/haproxy/h1.cfg", HAPROXY + "    # @@secret.stats@@\n"),
        ("hosts/vm1/sql/a.sql", "CREATE TABEL a;\n"),
        ("hosts/vm1/mycat/m1/schema.xml", SCHEMA.replace("</", "<")),
        ("hosts/vm1/mycat/m1/schema.xml", SCHEMA.replace(" name=", " nam=")),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, mariadb: server.Server, name: str, text: str) -> None:
    beneath = {"hosts/vm1/compose.yml": COMPOSE} if name.endswith("bootstrap.yml") else {}
    found = bundle.complaints(_lay(tmp_path, {**beneath, name: text}), mariadb)
    assert {path for path, _ in found} == {name}


def test_a_bind_mount_needs_no_declaration(tmp_path: Path) -> None:
    volumes = "    volumes: [./mysql/a.cnf:/a.cnf:ro, {type: bind, source: /etc, target: /x}]\n"
    path = tmp_path / "compose.yml"
    path.write_text(COMPOSE + volumes)
    assert bundle.undeclared(path) == ""
