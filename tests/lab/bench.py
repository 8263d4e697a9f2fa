"""One laboratory for the tests of a file, and what the tests ask of it."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dbstackc.base.report import Report
from dbstackc.lab.door import account_of, find_door
from dbstackc.lab.fault import apply
from dbstackc.lab.load import Tally, compare, run_load
from dbstackc.lab.need import LabError, missing
from dbstackc.lab.state import Lab
from dbstackc.lab.up import take_down
from dbstackc.model.topology import Node, Topology
from dbstackc.work.compile import compile_path
from tests.engines.need import need
from tests.house.code import ROOT

MEMORY = Path("/dev/shm")
"""Rows of a test need no disk, and a busy one would be measured instead of the engines."""

ROOM = 4 << 30
"""Bytes that a laboratory may take; a container's memory is often smaller than that."""

MOST = 150
"""Seconds that a laboratory may take to come up on two busy cores; forty on a quiet machine."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A laboratory that is up."""

    path: Path
    lab: Lab
    topology: Topology

    def load(self, seconds: float, fault: str = "", writers: int = 4) -> Tally:
        """Load the first cluster by its door, with a fault on the way, and compare."""
        made = self.lab.plan()
        door = find_door(self.topology, self.lab, made)
        meanwhile = (lambda: apply(self.lab, fault.split())) if fault else None
        return run_load(self.lab, made, door, seconds, writers, meanwhile)

    def recount(self, tally: Tally) -> Tally:
        """Compare what was acknowledged with what is there now."""
        made = self.lab.plan()
        compare(self.lab, made, find_door(self.topology, self.lab, made), tally)
        return tally

    def fault(self, line: str) -> None:
        """Make a fault, or mend it."""
        apply(self.lab, line.split())

    def ask(self, name: str, sql: str) -> list[list[str]]:
        """Ask a node as the application does."""
        cluster, node = self._node(name)
        made = self.lab.plan()
        found = self.topology.cluster_named[cluster]
        return account_of(self.lab, made, found, node).ask(sql)

    def until(self, name: str, sql: str, row: list[str], seconds: float = 60) -> None:
        """Wait until a node answers with one row."""
        end, said = time.monotonic() + seconds, ""
        while time.monotonic() < end:
            try:
                told = self.ask(name, sql)
            except LabError as error:
                said = error.title
            else:
                if told == [row]:
                    return
                said = str(told)
            time.sleep(0.3)
        log = self.lab.log(name).read_text(errors="replace")[-3000:]
        raise AssertionError(f"{name}: {sql}: {said}, not {row}\n{log}")

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `dbstackc lab` on it: an action, and what follows the file."""
        return lab_command(words[0], str(self.path), *words[1:], "--state", str(self.lab.folder))

    def _node(self, name: str) -> tuple[str, Node]:
        return next((each.cluster, each) for each in self.topology.nodes if each.name == name)


def lab_command(*words: str) -> subprocess.CompletedProcess[str]:
    """Run `dbstackc lab` and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", "dbstackc", "lab", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=MOST,
    )


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder for a laboratory where one can be; nothing of it is left afterwards."""
    need("ip", "nft", "nsenter", "unshare", "pivot_root", "mariadbd", "haproxy", "keepalived")
    if packages := missing():
        need(*packages)
    if os.geteuid():
        need("root")
    is_roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    with tempfile.TemporaryDirectory(prefix="dbs-", dir=MEMORY if is_roomy else None) as place:
        lab = Path(place) / "lab"
        try:
            yield lab
        finally:
            take_down(Lab(lab))


@contextmanager
def bench(text: str) -> Iterator[Bench]:
    """Bring a stack up by the command, hand it over, and take it down."""
    with folder() as state:
        path = state.with_name("stack.dbs")
        path.write_text(text)
        done = lab_command("up", str(path), "--state", str(state))
        assert done.returncode == 0, done.stdout + done.stderr[-4000:]
        compiled = compile_path(path, Report())
        assert compiled.topology is not None
        yield Bench(path, Lab(state), compiled.topology)


def wait(is_so: Callable[[], bool], seconds: float = 10) -> bool:
    """Wait until something is so, and return whether it came to be."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True
