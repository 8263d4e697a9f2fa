"""Hold the exit codes, and what goes to which stream."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.contract.command import STACK, TAKEN, command, environment, run


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "good.dbs").write_text(STACK)
    (tmp_path / "bad.dbs").write_text(TAKEN)
    return tmp_path


def test_findings_are_the_product_of_check(place: Path) -> None:
    good = run("check", "good.dbs", at=place)
    assert (good.code, good.out, good.error) == (0, "", "Checked 1 file: nothing found.\n")
    bad = run("check", "bad.dbs", at=place)
    assert bad.code == 1
    assert bad.out.startswith("error[port-taken]: ")
    assert re.fullmatch(r"Found [0-9]+ errors? in 1 file\.\n", bad.error)
    assert run("check", "bad.dbs", "--exit-zero", "-q", at=place).code == 0
    assert run("check", "bad.dbs", "-q", at=place).error == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["chekc"], "check"),
        (["check", "--no-such-flag"], "--no-such-flag"),
        (["check", "--fail-on", "sometimes"], "sometimes"),
        (["check", "goood.dbs"], "did you mean `good.dbs`?"),
        (["check", "."], "`.` is a folder, not a file"),
        (["check"], "There are 2 .dbs files here"),
        (["check", "good.dbs", "--select", "port-takn"], "did you mean `port-taken`?"),
        (["build", "good.dbs", "-o", "."], "it holds the folder you are in"),
        (["build", "good.dbs", "--only", "compos"], "did you mean `compose`?"),
        (["build", "good.dbs", "--check", "--diff"], "do not go together"),
        (["build", "good.dbs", "--stdout", "no/such"], "the bundle has no file"),
        (["secrets", "good.dbs"], "is no bundle"),
        (["explain", "vipp"], "did you mean `vip`?"),
        (["-C", "nowhere", "check"], "is no folder to work in"),
    ],
)
def test_what_is_asked_wrongly_is_2_and_says_why(
    place: Path, arguments: list[str], says: str
) -> None:
    done = run(*arguments, at=place)
    assert (done.code, done.out) == (2, "")
    assert says in done.error
    assert "Traceback" not in done.error


def test_what_cannot_be_read_or_written_is_3(place: Path) -> None:
    (place / "out").mkdir()
    (place / "out/mine.txt").write_text("mine")
    taken = run("build", "good.dbs", at=place)
    assert taken.code == 3
    assert "`mine.txt`" in taken.error
    assert (place / "out/mine.txt").read_text() == "mine"
    for product in (["explain", "vip"], ["words"], ["build", "good.dbs", "--dry-run"]):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                command(*product),
                cwd=place,
                stdout=full,
                stderr=subprocess.PIPE,
                env=environment(),
            )
        assert done.returncode == 3
        assert done.stderr.startswith(b"error: the output cannot be written: No space left")


def test_a_reader_that_goes_away_is_no_fault(place: Path) -> None:
    with subprocess.Popen(
        command("words", "--output-format", "markdown"),
        cwd=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_closed_streams_are_silent(place: Path) -> None:
    for close in (">&-", "2>&-", ">&- 2>&-"):
        line = f"{sys.executable} -m dbstackc check bad.dbs {close}"
        done = subprocess.run(line, shell=True, cwd=place, env=environment(), capture_output=True)
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr


def test_a_narrow_terminal_spells_out_what_it_cannot_show(place: Path) -> None:
    (place / "bad.dbs").write_text(TAKEN.replace("pxc b", "## 数据\npxc 数"))
    done = run("check", "bad.dbs", at=place, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.code == 1
    assert "\\u{6570}" in done.out
    assert done.out.isascii()
    assert " --> bad.dbs" in done.out


FAULT = """
import sys
from dbstackc.work import compile
def fail(*given): raise KeyError("hunter2")
compile.compile_path = fail
sys.argv = ["dbstackc", *sys.argv[1:]]
from dbstackc.__main__ import main
main()
"""


def test_a_fault_of_ours_is_an_apology_and_a_file_without_secrets(place: Path) -> None:
    def fail(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", FAULT, *arguments],
            cwd=place,
            capture_output=True,
            text=True,
            env=environment(TMPDIR=str(place)),
        )

    done = fail("check", "good.dbs")
    assert done.returncode == 70
    assert done.stderr.startswith("bug: sorry, ")
    assert "Traceback" not in done.stderr
    (kept,) = place.glob("dbstackc-*.txt")
    assert str(kept) in done.stderr
    text = kept.read_text()
    assert "hunter2" not in text
    assert "good.dbs" not in text
    assert "builtins.KeyError" in text
    assert "dbstackc/surface/commands/check.py:" in text
    loud = fail("check", "good.dbs", "-vv").stderr
    assert "line 4, in fail" in loud and "builtins.KeyError" in loud
    assert "hunter2" not in loud


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_ends_quietly(place: Path, number: int, code: int) -> None:
    """Standard input that never ends keeps the run waiting until the signal comes."""
    with subprocess.Popen(
        command("check", "-"),
        cwd=place,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin and process.stderr
        waits = Path(f"/proc/{process.pid}/wchan")
        for _ in range(500):
            if "pipe" in waits.read_text():
                break
            time.sleep(0.02)
        os.kill(process.pid, number)
        assert process.wait(20) == code
        process.stdin.close()
        assert b"Traceback" not in process.stderr.read()


def test_no_input_is_asked_for_and_standard_input_is_read_when_named(place: Path) -> None:
    done = run("check", "-", at=place, stdin=TAKEN)
    assert done.code == 1
    assert " --> <stdin>:5:" in done.out or "╭─ <stdin>:5:" in done.out
    named = run("check", "-", "--stdin-filename", "a.dbs", at=place, stdin=TAKEN)
    assert "a.dbs:5:" in named.out


def test_a_variable_says_what_a_flag_says_and_the_flag_wins(place: Path) -> None:
    told = run("check", "bad.dbs", at=place, DBSTACKC_OUTPUT_FORMAT="json")
    assert json.loads(told.out)["exit_code"] == told.code == 1
    flag = run("check", "bad.dbs", "--output-format=concise", at=place,
               DBSTACKC_OUTPUT_FORMAT="json")  # fmt: skip
    assert flag.out.startswith("bad.dbs:5:")
    assert run("check", "bad.dbs", at=place, DBSTACKC_EXIT_ZERO="1").code == 0


def test_the_version_is_that_of_the_project(place: Path) -> None:
    plain = run("--version", at=place)
    assert plain.out == run("version", at=place).out == run("-q", "--version", at=place).out
    assert (
        json.loads(run("version", "--output-format", "json", at=place).out)["dbstackc"] in plain.out
    )
