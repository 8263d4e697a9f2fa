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
from dbstackc.lab.door import Door, find_door, places_of
from dbstackc.lab.fault import apply
from dbstackc.lab.load import run_load
from dbstackc.lab.need import LabError, missing
from dbstackc.lab.plan import Plan
from dbstackc.lab.state import Lab
from dbstackc.lab.tally import Tally
from dbstackc.lab.truth import compare
from dbstackc.lab.up import take_down
from dbstackc.lab.wire import holders
from dbstackc.model.topology import Cluster, Topology
from dbstackc.work.compile import compile_path
from tests.engines.need import need
from tests.house.code import ROOT

WRITERS = 4

STACKS = ROOT / "tests/lab/stacks"

MEMORY = Path("/dev/shm")
"""Rows of a test need no disk, and a busy one would be measured instead of the engines."""

ROOM = 4 << 30
"""Bytes that a laboratory may take; a container's memory is often smaller than that."""

MOST = 240
"""Seconds that a laboratory may take to come up on two busy cores; forty on a quiet machine."""

STATE = (
    "SELECT GROUP_CONCAT(variable_value ORDER BY variable_name) "
    "FROM information_schema.global_status "
    "WHERE variable_name IN ('wsrep_cluster_size', 'wsrep_local_state', 'wsrep_cluster_status')"
)


@dataclass(frozen=True, slots=True)
class Bench:
    """A laboratory that is up.

    cluster: the one that is loaded; empty for the first that can be.
    """

    path: Path
    lab: Lab
    topology: Topology
    cluster: str = ""

    def made(self) -> Plan:
        """Return what it is made of."""
        return self.lab.plan()

    def door(self) -> Door:
        """Return the way in."""
        return find_door(self.topology, self.lab, self.made(), self.cluster)

    def load(
        self, seconds: float, fault: str | Callable[[], None] = "", patience: float = 10
    ) -> Tally:
        """Load a cluster by its door, with a fault on the way, and compare."""

        def meanwhile() -> None:
            if callable(fault):
                fault()
            elif fault:
                apply(self.lab, fault.split())

        made, door = self.made(), self.door()
        return run_load(self.topology, self.lab, made, door, seconds, WRITERS, meanwhile, patience)

    def recount(self, tally: Tally) -> Tally:
        """Compare what was acknowledged with what is there now."""
        compare(self.lab, self.door(), tally)
        return tally

    def fault(self, line: str) -> None:
        """Make a fault, or mend it."""
        apply(self.lab, line.split())

    def loaded(self) -> Cluster:
        """Return the cluster that is loaded."""
        return self.topology.cluster_named[self.door().places[0].node.cluster]

    def ask(self, name: str, sql: str) -> list[list[str]]:
        """Ask a node as the application does."""
        node = next(each for each in self.topology.nodes if each.name == name)
        cluster = self.topology.cluster_named[node.cluster]
        places = places_of(self.lab, self.made(), cluster, cluster.databases[0])
        return next(each.account for each in places if each.node is node).ask(sql)

    def holder(self) -> str:
        """Return the machine that holds the vip, which only one does."""
        (vip,) = self.topology.vips
        found: list[str] = []
        end = time.monotonic() + 30
        while len(found) != 1:
            assert time.monotonic() < end, f"{vip.name} is held by {found or 'nobody'}"
            found = holders(self.lab, self.made(), vip.address)
        return found[0]

    def on(self, machine: str, role: str) -> str:
        """Return the container of a role on a machine."""
        return next(
            each.name
            for each in self.made().containers
            if each.machine == machine and each.role == role
        )

    def whole(self, seconds: float = 90) -> float:
        """Wait until every node of the loaded cluster serves, and return how long it took."""
        began, cluster = time.monotonic(), self.loaded()
        for node in cluster.data_nodes:
            if cluster.kind == "galera":
                self.until(node.name, STATE, [f"{len(cluster.nodes)},Primary,4"], seconds)
            else:
                self.until(node.name, "SELECT 1", ["1"], seconds)
        return time.monotonic() - began

    def served(self, seconds: float) -> None:
        """Wait until the door answers a client that comes anew."""
        end, door = time.monotonic() + seconds, self.door().writes[0]
        while True:
            try:
                assert door.ask("SELECT 1") == [["1"]]
                return
            except LabError as error:
                assert time.monotonic() < end, error.title
            time.sleep(0.1)

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
            time.sleep(0.2)
        log = self.lab.log(name).read_text(errors="replace")[-3000:]
        raise AssertionError(f"{name}: {sql}: {said}, not {row}\n{log}")

    def everywhere(self, tally: Tally) -> None:
        """Assert that every row that was acknowledged is on every node."""
        self.whole()
        self.recount(tally)
        assert tally.behind == {each.name: 0 for each in self.loaded().data_nodes}, tally.told()
        assert not tally.silent and not tally.lost

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `dbstackc lab` on it: an action, and what follows the file."""
        return lab_command(words[0], str(self.path), *words[1:], "--state", str(self.lab.folder))


def holds(tally: Tally, gap: float) -> None:
    """Assert what holds of every load; times without those in which the machine itself stood."""
    told = tally.told()
    assert tally.acknowledged, told
    assert not tally.lost and not tally.twice and not tally.ghosts, told
    assert tally.gap - tally.stall <= gap, told
    assert tally.moved - tally.stall <= 6, told
    assert tally.both - tally.stall <= 1, told


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
def bench(path: Path, *options: str, cluster: str = "") -> Iterator[Bench]:
    """Bring a stack up by the command, hand it over, and take it down."""
    with folder() as state:
        done = lab_command("up", str(path), "--state", str(state), *options)
        assert done.returncode == 0, done.stdout + done.stderr[-4000:]
        compiled = compile_path(path, Report(), single_host="--single-host" in options)
        assert compiled.topology is not None
        yield Bench(path, Lab(state), compiled.topology, cluster)


def wait(is_so: Callable[[], bool], seconds: float = 10) -> bool:
    """Wait until something is so, and return whether it came to be."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True
