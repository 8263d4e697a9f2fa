"""A source and two replicas by a vip: rows arrive, and nobody writes where they arrive."""

import subprocess
from collections.abc import Iterator

import pytest

from dbstackc.lab.container import inside
from dbstackc.lab.need import LabError
from dbstackc.lab.state import Lab, began_at
from dbstackc.lab.up import take_down
from dbstackc.lab.wire import spaces
from tests.lab.bench import STACKS, Bench, bench, wait

EVERYWHERE = {"r1": 0, "r2": 0, "r3": 0}


def tell(pair: Bench, sql: str) -> None:
    """Tell both replicas as root, who is nobody outside of their containers."""
    line = f'mariadb -u root -p"$(cat /run/secrets/root)" -e "{sql}"'
    for name in ("r2", "r3"):
        container = pair.made().container(name)
        subprocess.run(inside(pair.lab, container, ["sh", "-c", line]), check=True)


@pytest.fixture(scope="module")
def pair() -> Iterator[Bench]:
    with bench(STACKS / "replicas.dbs") as one:
        yield one


def test_what_is_written_by_the_door_reaches_every_replica(pair: Bench) -> None:
    tally = pair.load(4)
    assert len(tally.acknowledged) > 50 and tally.reads > 20
    assert tally.behind == EVERYWHERE
    assert not tally.lost and not tally.twice and not tally.unknown and not tally.refused


def test_reads_that_are_behind_are_counted(pair: Bench) -> None:
    """Replication waits for nobody: here both replicas stop to apply, and readers are told so."""
    tally = pair.load(6, lambda: tell(pair, "STOP SLAVE SQL_THREAD"), patience=1)
    tell(pair, "START SLAVE SQL_THREAD")
    assert tally.stale > tally.reads / 2 > 10, tally.told()
    assert tally.stalest > 1
    assert not tally.lost and set(tally.behind) == set(EVERYWHERE) and tally.behind["r2"]
    assert pair.recount(tally).behind == EVERYWHERE


def test_the_vip_moves_when_its_balancer_is_killed(pair: Bench) -> None:
    first = pair.holder()
    balancer = pair.on(first, "balancer")
    tally = pair.load(8, f"kill {balancer}")
    pair.fault(f"start {balancer}")
    assert not tally.lost and not tally.silent
    assert 0 < tally.moved <= 6 + tally.stall, tally.told()
    assert tally.both <= 1 + tally.stall, tally.told()
    assert pair.holder() != first


def test_a_replica_that_was_killed_catches_up(pair: Bench) -> None:
    tally = pair.load(4, "kill r3")
    assert not tally.lost
    assert tally.silent == ["r3"]
    pair.fault("start r3")
    pair.whole()
    assert pair.recount(tally).behind == EVERYWHERE


def test_replicas_refuse_writes_and_have_ids_of_their_own(pair: Bench) -> None:
    for name in ("r2", "r3"):
        with pytest.raises(LabError, match="read-only"):
            pair.ask(name, "CREATE TABLE no (id INT PRIMARY KEY)")
    ids = {pair.ask(name, "SELECT @@server_id")[0][0] for name in ("r1", "r2", "r3")}
    assert len(ids) == 3


def test_a_power_cut_of_all_costs_no_acknowledged_row(pair: Bench) -> None:
    tally = pair.load(4, "crash")
    assert tally.acknowledged
    pair.fault("boot vm3 vm2 vm1")
    pair.whole()
    assert pair.recount(tally).behind == EVERYWHERE
    assert pair.holder()


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
    assert len(pids) == 7 and spaces(pair.lab)
    assert take_down(Lab(pair.lab.folder))
    assert wait(lambda: not any(began_at(pid) for pid in pids))
    assert not spaces(pair.lab) and not pair.lab.folder.exists()
    assert not take_down(Lab(pair.lab.folder))
