"""What our reader says of an option file is what MariaDB says: values, and what it refuses."""

import subprocess
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dbstackc.base.diagnostic import Level
from dbstackc.base.source import Source
from dbstackc.lint.facts.machine import Options
from dbstackc.work.lint import lint_sources
from tests.engines import ask
from tests.engines.need import find, need
from tests.engines.spoiled_options import WAYS, spoiled

EACH = 5

BY_HAND = """\
# of a source
[client]
port = 3306

[mysqld]
server-id = 1
port = 3306
max_connections = 500
innodb_buffer_pool_size = 512M
max-allowed-packet = 64M   # as the clients
character_set_server = utf8mb4
collation-server = utf8mb4_general_ci
log_bin = mysql-bin
binlog_format = ROW
binlog_row_image = full
binlog_checksum = CRC32
transaction_isolation = REPEATABLE-READ
sync_binlog = 1
wait_timeout = 600
skip-name-resolve
slow_query_log = ON
long_query_time = 0.5
"""

_PIECES = st.one_of(
    st.sampled_from(["#", ";", "=", "'", '"', "\\", "\\s", " ", "\t", "a", "b", "\\n", "\\\\"]),
    st.text("abc 123/:.,", min_size=1, max_size=4),
)
_LINES = st.builds(
    lambda name, value: f"{name}{value}",
    st.sampled_from(["a", "b-c", "loose-d", " e", "# f"]),
    st.one_of(
        st.just(""), st.lists(_PIECES, max_size=6).map(lambda pieces: " = " + "".join(pieces))
    ),
)
_GROUPS = st.sampled_from(["[mysqld]", "[MySQLd]", " [mysqld] ", "[client]", "[mysqld] # a", ""])
TEXTS = st.lists(st.one_of(_LINES, _GROUPS), max_size=8).map(
    lambda lines: "\n".join(["[mysqld]", *lines]) + "\n"
)


def _read(text: str) -> dict[str, str]:
    linted = lint_sources([Source("my.cnf", text)], kind="options")
    (fact,) = (f for r in linted.stacks[0].reads for f in r.facts if isinstance(f, Options))
    return {name: value.text for name, value in fact.groups.get("mysqld", {}).items()}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example("[mysqld]\na = b'#'c\nb-c = \"#\"#\nloose-d = \\\\s\n")
@given(TEXTS)
def test_values_are_those_that_the_programs_of_the_server_read(tmp_path: Path, text: str) -> None:
    need("my_print_defaults")
    path = tmp_path / "my.cnf"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [find("my_print_defaults") or "", f"--defaults-file={path}", "mysqld"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    expected: dict[str, str] = {}
    for line in done.stdout.split("\n--") if done.stdout else ():
        name, _, value = line.removeprefix("--").removesuffix("\n").partition("=")
        expected[name.replace("-", "_").removeprefix("loose_")] = value
    if "\\n" not in text:
        assert {k: v.rstrip("\n") for k, v in _read(text).items()} == expected


def _told(text: str) -> list[int]:
    return [
        text.count("\n", 0, found.primary.span.start) + 1
        for found in lint_sources([Source("my.cnf", text)], kind="options").found
        if found.primary is not None and found.level <= Level.ERROR
    ]


def test_what_mariadb_refuses_is_told_on_its_line(tmp_path: Path) -> None:
    path = tmp_path / "my.cnf"
    path.write_text(BY_HAND, encoding="utf-8")
    assert (ask.option_file(path), _told(BY_HAND)) == ("", [])
    refused, missed, random = 0, [], Random(7)
    for way in WAYS:
        for _ in range(EACH):
            made = spoiled(BY_HAND, random, way)
            assert made is not None
            text, line = made
            path.write_text(text, encoding="utf-8")
            said = ask.option_file(path)
            if "ERROR" in said or "error:" in said or "is not a" in said or "unknown" in said:
                refused += 1
                if line not in _told(text):
                    missed.append((text.splitlines()[line - 1], said))
            else:
                assert not _told(text), text.splitlines()[line - 1]
    assert refused >= EACH * len(WAYS) * 3 // 4
    assert not missed
