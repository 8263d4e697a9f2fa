"""Run the command as a user does: in a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.house.code import ROOT

STACK = """dbs 1
secret root, sst from env
host vm[1..3] at 10.0.0.[1..3]
pxc a { nodes a[1..3] on vm[1..3]; root secret.root; sst secret.sst }
"""
"""Compiles without a finding."""

TAKEN = STACK + "pxc b { nodes b[1..3] on vm[1..3]; root secret.root; sst secret.sst }\n"
"""Breaks port-taken."""


@dataclass(frozen=True)
class Ran:
    """What a run did."""

    code: int
    out: str
    error: str


def environment(**more: str) -> dict[str, str]:
    """Return an environment that says nothing but where the code is."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**keep, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


def command(*arguments: str) -> list[str]:
    """Return the command line that runs dbstackc with this Python."""
    return [sys.executable, "-m", "dbstackc", *arguments]


def run(*arguments: str, at: Path, stdin: str | bytes = b"", **variables: str) -> Ran:
    """Run dbstackc in a folder, and wait for it."""
    done = subprocess.run(
        command(*arguments),
        cwd=at,
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env=environment(**variables),
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
