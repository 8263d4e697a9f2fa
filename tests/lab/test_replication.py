"""A source and two replicas by their doors: rows arrive, and nobody writes where they arrive."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from dbstackc.lab.need import LabError
from dbstackc.lab.state import Lab, began_at
from dbstackc.lab.up import take_down
from dbstackc.lab.wire import spaces
from tests.house.code import ROOT
from tests.lab.bench import Bench, bench, folder, lab_command, wait

STACK = """dbs 1
secret root, app, follow from env
host vm[1..3] at 10.77.1.[1..3] on eth0
replication r {
  source r1 on vm1:9001
  replicas r[2..3] on vm[2..3]:9001
  image "mariadb:10.11"
  memory 512M
  root secret.root; user app with secret.app
  follow as backup with secret.follow
}
schema s on r
haproxy door on vm2 {
  listen writes on 3306 to r for writes
  listen reads on 3307 to r for reads
}
"""


@pytest.fixture(scope="module")
def pair() -> Iterator[Bench]:
    with bench(STACK) as one:
        yield one


def test_what_is_written_by_the_door_reaches_every_replica(pair: Bench) -> None:
    tally = pair.load(4)
    assert len(tally.acknowledged) > 50
    assert tally.behind == {"r1": 0, "r2": 0, "r3": 0}
    assert not tally.lost and not tally.twice and not tally.unanswered


def test_a_replica_that_was_killed_catches_up(pair: Bench) -> None:
    tally = pair.load(4, "kill r2")
    assert not tally.lost and not tally.unanswered
    assert tally.silent == ["r2"]
    pair.fault("start r2")
    pair.until("r2", "SELECT 1", ["1"])
    assert pair.recount(tally).behind == {"r1": 0, "r2": 0, "r3": 0}


def test_replicas_refuse_writes_and_have_ids_of_their_own(pair: Bench) -> None:
    for name in ("r2", "r3"):
        with pytest.raises(LabError, match="read-only"):
            pair.ask(name, "CREATE TABLE no (id INT PRIMARY KEY)")
    ids = {pair.ask(name, "SELECT @@server_id")[0][0] for name in ("r1", "r2", "r3")}
    assert len(ids) == 3


def test_a_fault_that_is_none_is_refused_in_words(pair: Bench) -> None:
    for words, says in (
        (("fault", "melt", "r1"), "no fault is called `melt`"),
        (("fault", "kill", "r9"), "no container of the laboratory is called `r9`"),
        (("fault", "cut", "vm1"), "`cut` takes HOST PORT"),
    ):
        done = pair.command(*words)
        assert done.returncode == 3
        assert says in done.stderr


def test_what_a_killed_run_left_is_taken_away(pair: Bench) -> None:
    """The keepers of containers outlive the command, so only their own pids tell of them."""
    pids = [pid for _, pid, _ in pair.lab.running()]
    assert len(pids) == 4 and spaces(pair.lab)
    assert take_down(Lab(pair.lab.folder))
    assert wait(lambda: not any(began_at(pid) for pid in pids))
    assert not spaces(pair.lab) and not pair.lab.folder.exists()
    assert not take_down(Lab(pair.lab.folder))


def test_a_swarm_is_refused_before_anything_is_made() -> None:
    with folder() as state:
        path = state.with_name("stack.dbs")
        path.write_text(STACK + "deploy swarm { managers vm[1..3] }\n")
        done = lab_command("up", str(path), "--state", str(state))
        assert done.returncode == 3
        assert "this stack is for a Swarm" in done.stderr
        assert not state.exists()


def test_a_run_that_is_killed_half_way_leaves_nothing_that_stays() -> None:
    with folder() as state:
        path = state.with_name("stack.dbs")
        path.write_text(STACK)
        command = [sys.executable, "-m", "dbstackc", "lab", "up", str(path), "--state", str(state)]
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            lab = Lab(state)
            assert wait(lambda: any(lab.running()), 60)
            process.kill()
        pids = [pid for _, pid, _ in lab.running()]
        assert pids and spaces(lab)
        assert take_down(lab)
        assert wait(lambda: not any(began_at(pid) for pid in pids))
        assert not spaces(lab) and not state.exists()
