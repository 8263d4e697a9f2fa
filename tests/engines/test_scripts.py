"""The scripts and real readers: shellcheck, and each engine on what `fill.sh` filled in."""

import shutil
import subprocess
from pathlib import Path

import pytest

from dbstackc.emit.load import load
from tests.engines import ask, server
from tests.engines.need import find, need
from tests.unit.mysql.stack import GALERA, PAIR, artifacts, topology
from tests.unit.scripts.test_fill import NASTY, hosted, lay, run

SHELL = load("scripts.lower").SHELL


@pytest.mark.parametrize("path", sorted(SHELL.glob("*.sh")), ids=lambda path: path.name)
def test_shellcheck_has_nothing_to_say(path: Path) -> None:
    assert ask.shell(path) == ""


def test_no_script_needs_more_than_a_posix_shell() -> None:
    need("shellcheck")
    for path in SHELL.glob("*.sh"):
        assert path.read_text().startswith(("#!/bin/sh\n", "# shellcheck shell=sh"))


def filled(place: Path, text: str, escape: str, value: str) -> Path:
    """Fill one file that has one secret, s, and return the filled copy."""
    shutil.rmtree(place, ignore_errors=True)
    lay(place, hosted("secret s env S 0", f"file f {escape} 0", f=text))
    done = run(place, S=value)
    assert (done.returncode, done.stderr) == (0, "")
    return place / "filled" / "f"


def test_a_server_takes_the_password_that_was_given(tmp_path: Path) -> None:
    """Both the plain text and the one inside a comment that only MySQL runs."""
    made = artifacts(topology(GALERA), "mysql")["hosts/vm1/sql/a.sql"].text
    made = made.replace("@@secret.app@@", "@@secret.s@@").replace("@@secret.mon@@", "x")
    made = made[: made.index("ALTER USER 'root'")]
    follow = artifacts(topology(PAIR), "mysql")["hosts/vm2/sql/r2-follow.sql"].text
    follow = follow.replace("@@secret.follow@@", "@@secret.s@@")
    with server.running() as one:
        for value in NASTY:
            path = filled(tmp_path / "a", made, "sql", value)
            assert one.ask(path.read_text()) == "", value
            said = subprocess.run(
                [
                    *(find("mariadb") or "mariadb", "--no-defaults", f"--socket={one.socket}"),
                    *("--user=app", "-N", "--default-character-set=utf8mb4"),
                ],
                input="SELECT CURRENT_USER()",
                capture_output=True,
                text=True,
                env={"MYSQL_PWD": value},
            )
            assert (said.stdout.strip(), said.stderr) == ("app@%", ""), value
            path = filled(tmp_path / "b", follow + "SELECT 'whole';\n", "sql", value)
            assert one.rows(path.read_text()) == [["whole"]], value


def test_an_option_file_gives_the_server_what_was_given(tmp_path: Path) -> None:
    need("my_print_defaults")
    for value in NASTY:
        path = filled(tmp_path / "a", '[x]\nauth = "sst:@@secret.s@@"\n', "option", value)
        said = subprocess.run(
            ["my_print_defaults", f"--defaults-file={path}", "x"], capture_output=True, text=True
        )
        assert said.stdout == f"--auth=sst:{value}\n"


def test_a_balancer_takes_every_password(tmp_path: Path) -> None:
    text = (
        "defaults\n    mode http\n    timeout client 1s\n    timeout server 1s\n"
        "    timeout connect 1s\nlisten s\n    bind 127.0.0.1:18888\n    stats enable\n"
        '    stats auth "admin:@@secret.s@@"\n'
    )
    for value in NASTY:
        assert ask.haproxy(filled(tmp_path / "a", text, "haproxy", value)) == "", value


def test_keepalived_takes_what_it_can_hold(tmp_path: Path) -> None:
    text = (
        "vrrp_instance v {\n    state BACKUP\n    interface eth9\n    virtual_router_id 7\n"
        "    priority 100\n    advert_int 1\n    authentication {\n        auth_type PASS\n"
        "        auth_pass @@secret.s@@\n    }\n"
        "    virtual_ipaddress {\n        192.0.2.9/24 dev eth9\n    }\n}\n"
    )
    for value in ("a", "Az09._+-", "12345678"):
        assert ask.keepalived(filled(tmp_path / "a", text, "keepalived", value)) == "", value
