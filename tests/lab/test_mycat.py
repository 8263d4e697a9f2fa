"""MyCat as the bundle starts it, where MYCAT_HOME names one.

No test has the real one. A `java` of the test stands in: it writes down how it was started and
which files it found, and hands its port to a node, so that SQL takes the way that it would take.
"""

import json
import os
from pathlib import Path

import pytest

from dbstackc.lab.state import Lab
from tests.lab.bench import folder, lab_command

STACK = """dbs 1
secret root, app, follow from env
host a at 10.77.3.1 on eth0
host b at 10.77.3.2 on eth0
replication r {
  source r1 on a:9001
  replicas r2 on b:9001
  image "mariadb:10.11"
  memory 512M
  root secret.root; user app with secret.app
  follow as backup with secret.follow
}
schema t on r { table goods by copy }
mycat way on a { user app with secret.app for t }
haproxy door on b { listen sql on 3306 to way }
"""

JAVA = """#!/bin/sh
# Write down how MyCat was started, then let its port lead to a node.
seen=/usr/local/mycat/logs/seen
mkdir $seen && cp -L conf/* $seen
pwd >$seen/.folder
printf '%s\\n' "$@" >$seen/.words
touch lib/mine 2>/dev/null && echo writable >$seen/.lib
exec socat TCP-LISTEN:8066,fork,reuseaddr TCP:10.77.3.1:9001
"""

MINE = {"conf/schema.xml": "old", "conf/cacheservice.properties": "kept", "lib/mycat.jar": ""}


def install(place: Path) -> tuple[Path, dict[str, str]]:
    """Lay out what stands for a MyCat and a Java; return its folder and an environment of both."""
    for name, text in MINE.items():
        path = place / "mycat" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    java = place / "jdk/bin/java"
    java.parent.mkdir(parents=True)
    java.write_text(JAVA)
    java.chmod(0o755)
    path = f"{java.parent}:{os.environ['PATH']}"
    return place / "mycat", {"MYCAT_HOME": str(place / "mycat"), "PATH": path}


def test_it_is_started_with_the_bundles_files_and_sql_goes_through_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with folder() as state:
        home, environment = install(state.parent)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        path = state.with_name("stack.dbs")
        path.write_text(STACK)
        given, lab = (str(path), "--state", str(state)), Lab(state)
        up = lab_command("up", *given)
        assert up.returncode == 0, up.stdout + up.stderr[-4000:]
        assert "MyCat" not in up.stderr

        seen = lab.volume("way-logs") / "seen"
        words = (seen / ".words").read_text().split()
        assert words[-3:] == ["-cp", "conf:lib/*", "io.mycat.MycatStartup"]
        assert (seen / ".folder").read_text() == "/usr/local/mycat\n"
        filled = lab.hosts / "a/filled/mycat/way/schema.xml"
        assert (seen / "schema.xml").read_bytes() == filled.read_bytes()
        assert (seen / "cacheservice.properties").read_text() == "kept"
        assert not (seen / ".lib").exists()
        found = {each: (home / each).read_text() for each in MINE}
        assert found == MINE and len(list(home.rglob("*"))) == len(MINE) + 2

        load = lab_command("load", *given, "--seconds", "5", "--output-format", "json")
        told = json.loads(load.stdout)
        assert told["way"] == "table goods of t by door and way"
        assert told["acknowledged"] > 20 and not told["lost"], told
        assert told["missing by node"] == {"r1": 0, "r2": 0}
        # what goes through it goes no further without it
        gone = lab_command(
            "load", *given, "--seconds", "5", "--fault", "kill way", "--output-format", "json"
        )
        told = json.loads(gone.stdout)
        assert told["longest gap"] > 3 and told["acknowledged"] and not told["lost"]


def test_a_folder_that_is_no_mycat_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with folder() as state:
        monkeypatch.setenv("MYCAT_HOME", str(state.parent))
        path = state.with_name("stack.dbs")
        path.write_text(STACK)
        done = lab_command("up", str(path), "--state", str(state))
        assert done.returncode == 3
        assert "holds no lib/*.jar" in done.stderr and not state.exists()
