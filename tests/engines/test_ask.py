"""The asking itself: each engine is silent about a good file and speaks of a bad one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engines import ask, server

HAPROXY = """
defaults
    mode tcp
    timeout client 1m
    timeout server 1m
    timeout connect 5s
listen writer
    bind 127.0.0.1:3306
    server a 10.0.0.1:9001 check
"""

KEEPALIVED = """
vrrp_instance inner {
    state BACKUP
    interface eth9
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        10.0.0.201/24 dev bond0.7
    }
}
"""

COMPOSE = """
services:
  a:
    image: haproxy:3.2
    restart: unless-stopped
"""

STACK = """
version: "3.8"
services:
  a:
    image: haproxy:3.2
    deploy: {replicas: 1}
"""

OPTIONS = """
[mysqld]
server_id = 1
[mysqld-8.0]
pxc_encrypt_cluster_traffic = OFF
"""

CASES = [
    (ask.haproxy, HAPROXY, ("timeout connect 5s", "")),
    (ask.haproxy, HAPROXY, ("check", "chekc")),
    (ask.keepalived, KEEPALIVED, ("virtual_router_id 51", "")),
    (ask.keepalived, KEEPALIVED, ("dev bond0.7", "bond0.7")),
    (ask.compose, COMPOSE, ("restart:", "restarts:")),
    (ask.stack, STACK, ("replicas:", "replicass:")),
    (ask.option_file, OPTIONS, ("server_id", "server_idd")),
    (ask.option_file, OPTIONS, ("[mysqld-8.0]", "[mysqld-10.11]")),
    (ask.shell, '#!/bin/sh\necho "$1"\n', ('"$1"', "$1")),
    (ask.json_file, '{"a": 1, "b": 2}\n', ('"b"', '"a"')),
    (ask.xml_file, "<a><b/></a>\n", ("<b/>", "<b>")),
]


@pytest.mark.parametrize(
    ("engine", "good", "change"),
    CASES,
    ids=[f"{engine.__name__}-{change[0]}" for engine, _, change in CASES],
)
def test_an_engine_is_silent_about_good_and_speaks_of_bad(
    tmp_path: Path, engine: Callable[[Path], str], good: str, change: tuple[str, str]
) -> None:
    path = tmp_path / "file.yml"
    path.write_text(good)
    assert engine(path) == ""
    assert change[0] in good
    path.write_text(good.replace(*change))
    assert engine(path) != ""


def test_interfaces_are_found_wherever_keepalived_names_them() -> None:
    text = KEEPALIVED + "# interface no\ntrack_interface {\n    ens3 weight 2\n    lo\n}\n"
    assert ask.interfaces(text) == ["eth9", "bond0.7", "ens3"]


def test_a_server_runs_sql_and_says_what_it_cannot_run() -> None:
    with server.running() as one:
        assert one.ask("CREATE DATABASE a; CREATE TABLE a.b (c INT);") == ""
        assert "1050" in one.ask("CREATE TABLE a.b (c INT);")
        assert one.rows("SHOW DATABASES LIKE 'a'") == [["a"]]
        folder = one.socket.parent
    assert not folder.exists()
