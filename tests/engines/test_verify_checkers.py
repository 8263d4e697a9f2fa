"""Each checker tells what its engine says of a spoiled file, on the line that is spoiled."""

from pathlib import Path

import pytest

from dbstackc.verify.checkers import checkers
from dbstackc.verify.contract import Desk
from dbstackc.verify.server import PROGRAMS, serve
from dbstackc.work.program import Patience
from tests.engines.need import need

SQL = """\
-- accounts
CREATE DATABASE a;
SELEC 1;
\\! touch PLACE/obeyed
;
CREATE USER u@localhost;
CREATE USER u@localhost;
"""

SERVICE = """\
[Service]
Type=oneshoot
ExecStart=/opt/nowhere/copy.sh %i
Nonsense=7
"""

TIMER = "[Timer]\nOnCalendar=*-13-* 25:00\n"

SYSCTL = "net.ipv4.ip_forwar = 1\nnet.ipv4.ip_forward = 1\nnonsense\n"

USER_DATA = """\
#cloud-config
hostname: a
packages: 7
runcmd:
  - {a: 1}
"""

INVENTORY = """\
all:
  hosts:
    vm1: {ansible_host: 10.0.0.1}
  vars: 7
"""

UNKNOWN = "all:\n  hosts:\n    vm1:\n  childrens: {}\n"

REGISTRY = """\
version: 0.1
storage:
  filesystem:
    rootdirectory: /var/lib/registry
http:
  addr: [5000]
"""

DOCKERFILE = """\
ARG VERSION
FROM a
RUN echo "$VERSION" \\
 && echo $VERSION
COPY a" b
"""

PROGRAM = {
    "mariadb-sql": PROGRAMS,
    "systemd": ("systemd-analyze",),
    "sysctl": ("sysctl",),
    "cloud-init": ("cloud-init",),
    "ansible": ("ansible-inventory",),
    "registry": ("docker-registry",),
    "shellcheck": ("shellcheck",),
    "compose": ("docker-compose",),
}

CASES = {
    "sql": (
        *("mariadb-sql", "hosts/a/sql/a.sql", SQL),
        {3: "SQL syntax", 4: "SQL syntax", 7: "CREATE USER"},
    ),
    "service": (
        *("systemd", "hosts/a/backup/copy@.service", SERVICE),
        {2: "service type", 4: "'Nonsense'"},
    ),
    "timer": (
        *("systemd", "hosts/a/backup/copy@a.timer", TIMER),
        {2: "calendar specification", None: "Refusing"},
    ),
    "sysctl": ("sysctl", "hosts/a/engine/sysctl.conf", SYSCTL, {1: "ip_forwar", 3: "syntax"}),
    "user data": (
        *("cloud-init", "machines/cloud-init/a.yml", USER_DATA),
        {3: "packages: 7 is not", 4: "runcmd.0"},
    ),
    "no user data": ("cloud-init", "machines/cloud-init/a.yml", "a: b\n", {1: "#cloud-config"}),
    "inventory": ("ansible", "machines/inventory.yml", INVENTORY, {4: '"vars"'}),
    "unknown key": ("ansible", "machines/inventory.yml", UNKNOWN, {4: "childrens"}),
    "no YAML": ("ansible", "machines/inventory.yml", "all:\n  hosts: [a\n", {2: "Syntax Error"}),
    "registry": ("registry", "hosts/a/registry/config.yml", REGISTRY, {6: "into string"}),
    "Dockerfile": ("shellcheck", "images/a/Dockerfile", DOCKERFILE, {4: "Double quote"}),
    "settings of Compose": ("compose", "hosts/a/.env", "A=1\nno line\n", {2: "could not parse"}),
}

SOUND = {
    "mariadb-sql": ("hosts/a/sql/a.sql", "CREATE DATABASE a;\nCREATE USER u;\n"),
    "systemd": (
        "hosts/a/backup/copy@.service",
        "[Service]\nType=oneshot\nExecStart=/opt/nowhere/copy.sh %i\n",
    ),
    "sysctl": ("hosts/a/engine/sysctl.conf", "net.ipv4.ip_forward = 1\n"),
    "cloud-init": ("machines/cloud-init/a.yml", "#cloud-config\nhostname: a\n"),
    "ansible": ("machines/inventory.yml", "all:\n  hosts:\n    vm1:\n"),
    "registry": ("hosts/a/registry/config.yml", REGISTRY.replace("[5000]", '":5000"')),
    "shellcheck": ("images/a/Dockerfile", 'ARG A\nFROM a\nRUN cd /x \\\n && echo "$A"\n'),
    "compose": ("hosts/a/.env", "A=1\n"),
}


def asked(place: Path, name: str, path: str, text: str) -> list[tuple[int | None, str]]:
    """Ask one checker about one file; return lines and words."""
    need(*PROGRAM[name])
    file = place / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.replace("PLACE", str(place)))
    (file.parent / "compose.yml").write_text("services:\n  a:\n    image: a:1\n")
    checker = checkers()[name]
    with Desk(place, Patience(60)) as desk:
        assert checker.program() and checker.reads(desk, path)
        return [(each.line, each.text) for each in checker.ask(desk, path)]


@pytest.mark.parametrize("case", CASES)
def test_what_is_spoiled_is_told_on_its_line(tmp_path: Path, case: str) -> None:
    name, path, text, expected = CASES[case]
    found = asked(tmp_path, name, path, text)
    for line, words in expected.items():
        assert any(at == line and words in said for at, said in found), found
    assert {line for line, _ in found} == set(expected), found
    assert not (tmp_path / "obeyed").exists()


@pytest.mark.parametrize("name", SOUND)
def test_nothing_is_said_of_what_is_sound(tmp_path: Path, name: str) -> None:
    assert asked(tmp_path, name, *SOUND[name]) == []


def test_each_file_of_sql_begins_with_an_empty_server(tmp_path: Path) -> None:
    need(*PROGRAMS)
    checker = checkers()["mariadb-sql"]
    made = "CREATE USER u;\nCREATE DATABASE a;\nALTER USER root@localhost IDENTIFIED BY 'x';\n"
    (tmp_path / "a.sql").write_text(made)
    (tmp_path / "b.sql").write_text("ALTER USER u IDENTIFIED BY 'x';\nUSE a;\n")
    with Desk(tmp_path, Patience(60)) as desk:
        assert list(checker.ask(desk, "a.sql")) == []
        found = [(each.line, each.text) for each in checker.ask(desk, "b.sql")]
    assert [line for line, _ in found] == [1, 2], found


def test_the_server_is_gone_with_the_desk(tmp_path: Path) -> None:
    need(*PROGRAMS)
    with Desk(tmp_path, Patience(60)) as desk:
        served = desk.standing(serve)
        assert desk.standing(serve) is served and served.answers(desk)
        place = served.socket.parent
    assert not place.exists()
