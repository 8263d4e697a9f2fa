"""What engines say of a bundle is told at the words of the stack that caused it."""

import json
from pathlib import Path

import pytest

from dbstackc.verify.checkers import mariadbd
from dbstackc.verify.contract import Desk
from dbstackc.work.program import Patience
from tests.contract.command import Ran, run
from tests.engines.need import need

STACK = """\
dbs 1
secret root, follow, app, vrrp from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1:9001; replicas a2 on vm2:9001
  image "mariadb:10.11"
  root secret.root; follow as f with secret.follow; user app with secret.app
  check as haproxy
  OPTIONS
}
haproxy h[1..2] on vm[1..2] {
  BALANCER
  listen sql on 3306 to a for writes
}
vip v at 10.0.0.100/24 to h[1..2] {
  router 7; auth secret.vrrp
  HOLDER
}
"""


def built(place: Path, **verbatim: str) -> Path:
    """Build a stack with lines of someone's own, and return the bundle."""
    text = STACK
    for name in ("OPTIONS", "BALANCER", "HOLDER"):
        line = verbatim.get(name.lower(), "")
        text = text.replace(f"  {name}\n", f'  verbatim "{line}"\n' if line else "")
    (place / "stack.dbs").write_text(text)
    done = run("build", "stack.dbs", at=place)
    assert done.code == 0, done.error
    return place / "out"


def found(ran: Ran) -> list[dict[str, object]]:
    """Return the findings of a run with `--output-format json`."""
    told: list[dict[str, object]] = json.loads(ran.out)["findings"]
    return told


@pytest.mark.parametrize(
    ("place", "line", "tool", "rule"),
    [
        ("balancer", "timeout nonsense 5s", "haproxy", "haproxy-refuses"),
        ("holder", "no_such_word 7", "keepalived", "keepalived-refuses"),
        ("options", "no_such_option = 7", "mariadbd", "mariadbd-refuses"),
    ],
)
def test_a_line_that_an_engine_refuses_is_found_where_it_was_written(
    tmp_path: Path, place: str, line: str, tool: str, rule: str
) -> None:
    need(tool, *(("unshare", "ip") if tool == "keepalived" else ()))
    built(tmp_path, **{place: line})
    ran = run("verify", "--output-format", "json", at=tmp_path)
    mine = [each for each in found(ran) if each["rule"] == rule]
    assert ran.code == 1 and mine, ran.out + ran.error
    written = (tmp_path / "stack.dbs").read_text().split("\n")
    at = next(number for number, text in enumerate(written, 1) if line in text)
    drawn = run("verify", at=tmp_path).out
    assert f"stack.dbs:{at}:" in drawn and line in drawn


def test_a_sound_bundle_is_beyond_reproach(tmp_path: Path) -> None:
    need("haproxy", "keepalived", "mariadbd", "shellcheck", "xmllint", "docker-compose")
    built(tmp_path)
    ran = run("verify", "--output-format", "json", at=tmp_path)
    assert ran.code == 0, ran.error
    assert [e["rule"] for e in found(ran) if e["rule"] != "checker-missing"] == []


def test_a_checker_that_must_be_here_and_is_not_is_an_error(tmp_path: Path) -> None:
    built(tmp_path)
    # Debian 12's dockerd cannot be asked, so this one is never here
    ran = run("verify", "--require", "dockerd", "--output-format", "json", at=tmp_path)
    assert [each["rule"] for each in found(ran)] == ["checker-required"]
    assert ran.code == 3
    wrong = run("verify", "--require", "haprox", at=tmp_path)
    assert wrong.code == 2 and "did you mean `haproxy`?" in wrong.error


def test_what_was_edited_by_hand_is_said_and_judged_where_it_stands(tmp_path: Path) -> None:
    need("haproxy")
    bundle = built(tmp_path)
    place = next(bundle.glob("hosts/*/haproxy/*.cfg"))
    place.chmod(0o644)
    place.write_text(place.read_text() + "\nbackend x\n    nonsense\n")
    ran = run("verify", "--output-format", "json", at=tmp_path)
    rules = {each["rule"] for each in found(ran)}
    assert {"edited-bundle", "haproxy-refuses"} <= rules
    assert ran.code == 1


@pytest.mark.parametrize("name", ["missing", "stack.dbs", "."])
def test_what_is_no_bundle_is_refused(tmp_path: Path, name: str) -> None:
    built(tmp_path)
    ran = run("verify", name, at=tmp_path)
    assert ran.code == 2 and ran.error.startswith("error: ")


def test_no_secret_of_a_host_is_read(tmp_path: Path) -> None:
    bundle = built(tmp_path)
    for host in bundle.glob("hosts/*"):
        (host / "secrets").mkdir()
        (host / "secrets" / "app").write_text("canary-7f3a")
    ran = run("verify", "-v", at=tmp_path)
    assert "canary-7f3a" not in ran.out + ran.error


def test_a_server_is_asked_away_from_the_data_that_its_file_names(tmp_path: Path) -> None:
    need("mariadbd")
    data = tmp_path / "data"
    data.mkdir()
    before = data.stat().st_mtime_ns
    (tmp_path / "a.cnf").write_text(f"[mysqld]\ndatadir = {data}\n")
    assert list(mariadbd.ask(Desk(tmp_path, Patience(30)), "a.cnf")) == []
    assert data.stat().st_mtime_ns == before


MYSQL_SAID = """\
2026-11-29T16:42:08.156971Z 0 [ERROR] [MY-000058] [Server] Unknown suffix 'a' used for variable \
'max_connections' (value 'abc').
2026-11-29T16:42:08.157011Z 0 [Warning] [MY-000081] [Server] option 'max_connections': unsigned \
value 0 adjusted to 1.
2026-11-29T16:42:08.157020Z 0 [System] [MY-015015] [Server] MySQL Server - start.
2026-11-29T16:42:08.377168Z 0 [ERROR] [MY-000058] [Server] Unknown suffix 'a' used for variable \
'max_connections' (value 'abc').
2026-11-29T16:42:08.377175Z 0 [ERROR] [MY-000077] [Server] /usr/sbin/mysqld: Error while setting \
value 'abc' to 'max_connections'.
"""
"""What `mysqld --validate-config` of MySQL 9.7.4 said; tests/deep/mysql.py asks it itself."""


def test_what_mysql_says_twice_is_heard_once_at_its_option(tmp_path: Path) -> None:
    (tmp_path / "a.cnf").write_text("[mysqld]\nport = 1\nmax_connections = abc\n")
    desk = Desk(tmp_path, Patience(30))
    found = list(mariadbd.told(desk, "a.cnf", MYSQL_SAID, 1))
    assert [each.line for each in found] == [3, 3, 3]
    assert [each.is_refusal for each in found] == [True, False, True]
    assert found[2].text.startswith("Error while setting")
