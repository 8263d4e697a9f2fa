"""Every command as the table has it: what to give it, and who reads what it prints."""

import json
import os
import pty
import select
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

from dbstackc.surface.table import COMMANDS, Command
from tests.contract.command import STACK, Ran, command, environment

GOOD = (
    STACK.replace("root, sst", "root, sst, app")
    .replace("sst secret.sst", "sst secret.sst; user a with secret.app")
    + "schema shop on a { table orders by mod(id) }\n"
    "mycat way on vm1 { user u with secret.app for shop }\n"
)  # fmt: skip
"""Compiles, has a table, and is laid out otherwise than `fmt` does."""

DOORS = """\
dbs 1
host vm1 at 10.0.0.1
external old at 10.0.0.9:3306
haproxy door on vm1 { listen sql on 3306 to old }
"""
"""Has no database, and of its bundle one file is built: engines are asked by tests of their own."""

GIVEN = {
    "FILE": ["good.dbs"],
    "PATH": ["good.dbs"],
    "DIR": ["fresh"],
    "TABLE": ["orders"],
    "KEY": ["7", "8"],
    "WHAT": ["out/hosts/vm1/compose.yml:7"],
    "ACTION": ["load"],
    "WORD": [],
    "OUT": ["out"],
}
"""What to give each argument of the table; of a name that is not here, the file."""

OF_ANOTHER = {"lint": "out/hosts/vm1/compose.yml", "import": "out/hosts", "verify": "doors"}
"""What commands read that take other files than ours."""

READS = ("FILE", "PATH", "WHAT")
"""Arguments that name something to read."""

NAMES = [each.name for each in COMMANDS]

DRAWN = ("full", "concise", "markdown")
"""Forms for people."""


def line(one: Command, place: str = "") -> list[str]:
    """Return a command line that asks for something sensible.

    place: what to read instead of what is good.
    """
    words = []
    for argument in one.arguments:
        given = GIVEN.get(argument.name, ["good.dbs"])
        if argument.name in (*READS, "DIR") and one.name in OF_ANOTHER:
            given = [OF_ANOTHER[one.name]]
        words += [place] if place and argument.name in READS else given
    return [one.name, *words]


def machine_forms(one: Command) -> list[str]:
    """Return the forms for programs that a command prints."""
    choices = [each for flag in one.flags if flag.key == "output-format" for each in flag.choices]
    return [form for form in choices if form not in DRAWN]


def lay(place: Path) -> None:
    """Lay a stack into a folder, and its bundle, and a bundle of another."""
    (place / "good.dbs").write_text(GOOD)
    for words, text in (
        (["build", "good.dbs"], ""),
        (["build", "-", "-o", "doors", "--only", "haproxy"], DOORS),
    ):
        done = subprocess.run(
            command(*words),
            cwd=place,
            env=environment(),
            input=text,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr


def _lines(text: str) -> None:
    assert all(each.startswith("::") for each in text.splitlines())


READERS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "sarif": json.loads,
    "gitlab": json.loads,
    "junit": ElementTree.fromstring,
    "github": _lines,
}
"""How a program reads each form; a form that is not here is read as JSON."""


def read(form: str, ran: Ran) -> object:
    """Read what was printed as a program does, and hold the exit code that it tells, if it does."""
    told = READERS.get(form, json.loads)(ran.out)
    if isinstance(told, dict) and "exit_code" in told:
        assert told["exit_code"] == ran.code
    if form == "sarif":
        assert isinstance(told, dict)
        (invocation,) = told["runs"][0]["invocations"]
        assert invocation["exitCode"] == ran.code
    return told


def on_terminal(arguments: list[str], at: Path, **variables: str) -> tuple[int, str]:
    """Run dbstackc with both its streams on one terminal; return its exit code and what it drew."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(*arguments),
        cwd=at,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env=environment(**{"TERM": "xterm", **variables}),
    ) as process:
        os.close(theirs)
        drawn = b""
        while True:
            ready, _, _ = select.select([ours], [], [], 60)
            assert ready, "nothing was said for a minute"
            try:
                part = os.read(ours, 65536)
            except OSError:  # how Linux tells that the other side is closed
                break
            if not part:
                break
            drawn += part
        os.close(ours)
        return process.wait(60), drawn.decode()
