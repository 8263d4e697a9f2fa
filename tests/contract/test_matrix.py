"""Hold every command to the contract in every situation; a command of the table joins by itself."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from dbstackc.surface.exits import MEANINGS
from dbstackc.surface.table import COMMANDS, Command
from tests.contract import matrix
from tests.contract.command import Ran, command, environment, run

ESCAPE = "\x1b"

every = pytest.mark.parametrize("one", COMMANDS, ids=matrix.NAMES)

READING = [one for one in COMMANDS if any(each.name in matrix.READS for each in one.arguments)]

reading = pytest.mark.parametrize("one", READING, ids=lambda one: one.name)

WAITING = [one for one in READING if one.arguments[0].name in ("FILE", "PATH")]
"""Commands that begin by reading a file, and can be held there."""

FORMS = [(one, form) for one in COMMANDS for form in matrix.machine_forms(one)]

forms = pytest.mark.parametrize(
    ("one", "form"), FORMS, ids=[f"{one.name}-{form}" for one, form in FORMS]
)


@pytest.fixture(scope="session")
def model_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a stack and its bundle, to be copied."""
    place = tmp_path_factory.mktemp("stack")
    matrix.lay(place)
    return place


@pytest.fixture
def place(model_place: Path, tmp_path: Path) -> Path:
    shutil.copytree(model_place, tmp_path / "here")
    return tmp_path / "here"


def _is_clean(ran: Ran) -> None:
    """Hold what is true of every run: a code with a meaning, no traceback, no apology."""
    assert ran.code in MEANINGS, ran.error
    assert "Traceback" not in ran.out + ran.error
    assert "sorry" not in ran.error


@every
def test_a_pipe_gets_plain_text_whatever_the_surroundings_say(one: Command, place: Path) -> None:
    said = matrix.line(one)
    shutil.copytree(place, place.parent / "again")
    plain = run(*said, at=place)
    _is_clean(plain)
    assert ESCAPE not in plain.out + plain.error
    assert plain.code in {"lab": (0, 3), "lint": (0, 1)}.get(one.name, (0,)), plain.error
    robot = run(*said, at=place.parent / "again", CI="true", NO_COLOR="1", FORCE_COLOR="1")
    assert robot == plain


@every
def test_colours_are_forced_where_that_is_asked_and_change_no_word(
    one: Command, place: Path
) -> None:
    shutil.copytree(place, place.parent / "again")
    plain = run(*matrix.line(one), at=place)
    forced = run(*matrix.line(one), at=place.parent / "again", FORCE_COLOR="1")
    assert forced.code == plain.code
    assert re.sub(r"\x1b\[[0-9;]*m", "", forced.out) == plain.out


@every
def test_a_terminal_gets_what_a_pipe_gets(one: Command, place: Path) -> None:
    shutil.copytree(place, place.parent / "again")
    piped = run(*matrix.line(one), at=place)
    code, drawn = matrix.on_terminal(matrix.line(one), place.parent / "again", NO_COLOR="1", CI="1")
    assert code == piped.code
    assert ESCAPE not in drawn
    text = drawn.replace("\r\n", "\n")
    assert sorted(text.splitlines()) == sorted((piped.out + piped.error).splitlines())


@every
def test_closed_streams_change_no_code(one: Command, place: Path) -> None:
    line = " ".join(command(*matrix.line(one)))
    want = run(*matrix.line(one), at=shutil.copytree(place, place.parent / "again")).code
    for number, close in enumerate((">&-", "2>&-", "<&- >&- 2>&-")):
        here = shutil.copytree(place, place.parent / str(number))
        done = subprocess.run(
            f"exec {line} {close}", shell=True, cwd=here, env=environment(), capture_output=True
        )
        assert done.returncode == want, close
        assert b"Traceback" not in done.stderr


@every
def test_a_full_output_is_3_and_never_silent(one: Command, place: Path) -> None:
    printed = run(*matrix.line(one), at=shutil.copytree(place, place.parent / "again"))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(*matrix.line(one)),
            cwd=place,
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
        )
    assert done.returncode == (3 if printed.out else printed.code)
    assert b"Traceback" not in done.stderr
    assert done.stderr or not printed.out


@every
def test_a_flag_that_is_none_is_2_and_is_named(one: Command, place: Path) -> None:
    wrong = run(*matrix.line(one), "--no-such-flag", at=place)
    _is_clean(wrong)
    assert wrong.code == 2
    assert "--no-such-flag" in wrong.error
    assert not wrong.out or "json" in matrix.machine_forms(one)


@every
def test_help_is_the_product_where_it_is_asked_for(one: Command, place: Path) -> None:
    told = run(one.name, "--help", at=place)
    assert (told.code, told.error) == (0, "")
    assert ESCAPE not in told.out


@reading
def test_what_does_not_exist_is_2(one: Command, place: Path) -> None:
    missing = run(*matrix.line(one, "nowhere.dbs"), at=place)
    _is_clean(missing)
    assert missing.code == 2
    assert "nowhere.dbs" in missing.error


@reading
@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00\x01", b"dbs 1\nhost \xc3\x28", b"\x00" * 99, os.urandom(999)],
    ids=["utf-16", "cut", "zeros", "noise"],
)  # fmt: skip
def test_bytes_that_are_no_text_are_said_to_be_none(
    one: Command, place: Path, content: bytes
) -> None:
    (place / "noise.dbs").write_bytes(content)
    ran = run(*matrix.line(one, "noise.dbs"), at=place)
    _is_clean(ran)
    assert ran.code in (1, 2, 3)
    assert ran.error or ran.out


@forms
def test_a_program_can_read_what_it_asked_for_on_every_path(
    one: Command, form: str, place: Path
) -> None:
    as_form = ["--output-format", form]
    broken, noise = place / "broken.dbs", place / "noise.dbs"
    broken.write_text("dbs 1\nhots vm1 at 10.0.0.1\npxc a { nodes 3 on vm9 }\n")
    noise.write_bytes(b"\xff\xfe")
    lines = [
        [*matrix.line(one), *as_form],
        [*matrix.line(one), *as_form, "--no-such-flag"],
        [*as_form, *matrix.line(one)],
        ["-C", "nowhere", *matrix.line(one), *as_form],
        [one.name, *as_form],
    ]
    if one in READING:
        lines += [[*matrix.line(one, name), *as_form] for name in ("nowhere.dbs", "broken.dbs",
                                                                   "noise.dbs", ".")]  # fmt: skip
    for said in lines:
        ran = run(*said, at=place)
        _is_clean(ran)
        assert ESCAPE not in ran.out
        matrix.read(form, ran)


def _read_only(place: Path, arguments: list[str]) -> list[str]:
    """Return a command line that runs in a folder where nothing can be written, by root neither."""
    if os.geteuid():
        for folder in [place, *(path for path in place.rglob("*") if path.is_dir())]:
            folder.chmod(0o555)
        return arguments
    script = 'mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" && exec "$@"'
    return ["unshare", "--mount", "sh", "-c", script, "sh", *arguments]


@every
def test_a_folder_that_cannot_be_written_is_3_where_that_matters(one: Command, place: Path) -> None:
    (place / "good.dbs").write_text(matrix.GOOD.replace("10.0.0.", "10.0.1."))
    wanted = run(*matrix.line(one), at=shutil.copytree(place, place.parent / "again")).code
    before = {path: path.lstat().st_mtime_ns for path in place.rglob("*")}
    done = subprocess.run(
        _read_only(place, command(*matrix.line(one))),
        cwd=place,
        env=environment(),
        capture_output=True,
        text=True,
    )
    _is_clean(Ran(done.returncode, done.stdout, done.stderr))
    writes = one.name in ("init", "build", "secrets", "fmt")
    assert done.returncode == (3 if writes else wanted), done.stderr
    assert {path: path.lstat().st_mtime_ns for path in place.rglob("*")} == before
    if writes:
        assert "read-only" in done.stderr or "permission denied" in done.stderr


def _wait_for_a_writer(process: int) -> None:
    """Wait until a process is held by a named pipe that it opened.

    Source: Linux, fs/pipe.c, fifo_open and wait_for_partner, one of which the kernel names.
    """
    for _ in range(1000):
        held = Path(f"/proc/{process}/wchan").read_text()
        if "fifo" in held or held == "wait_for_partner":
            return
        time.sleep(0.01)
    pytest.fail(f"it waits in {held}, not for the pipe")


@pytest.mark.parametrize("one", WAITING, ids=lambda one: one.name)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_interrupted_ends_quietly(
    one: Command, place: Path, number: signal.Signals
) -> None:
    """A named pipe that nobody writes to keeps the run waiting until the signal comes."""
    os.mkfifo(place / "pipe.dbs")
    form = matrix.machine_forms(one)[:1]
    said = [*matrix.line(one, "pipe.dbs"), *(["--output-format", *form] if form else [])]
    before = sorted(place.rglob("*"))
    with subprocess.Popen(
        command(*said),
        cwd=place,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        try:
            _wait_for_a_writer(process.pid)
            process.send_signal(number)
            out, error = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == (130 if number == signal.SIGINT else 143), error
    assert "Traceback" not in error
    assert sorted(place.rglob("*")) == before
    if form and number == signal.SIGINT:
        matrix.read(form[0], Ran(process.returncode, out, error))


@every
def test_a_command_takes_its_flags_from_variables_too(one: Command, place: Path) -> None:
    for flag in one.flags:
        value = flag.choices[0] if flag.choices else "1"
        if flag.kind == "switch" and flag.key != "force":
            ran = run(*matrix.line(one), at=place, **{flag.variable: value})
            _is_clean(ran)
