"""A stack for a Swarm, started by its own script from its own stack file."""

from collections.abc import Iterator

import pytest

from dbstackc.lab.way import Way
from tests.lab.bench import STACKS, Bench, bench

EVERYWHERE = {"r1": 0, "r2": 0}


@pytest.fixture(scope="module")
def pair() -> Iterator[Bench]:
    with bench(STACKS / "swarmed.dbs") as one:
        yield one


def test_what_is_written_by_a_published_port_reaches_the_replica(pair: Bench) -> None:
    door = pair.door()
    assert door.writes[0].way == Way(".clients", "10.77.7.2", 3310)
    tally = pair.load(3)
    assert len(tally.acknowledged) > 50 and tally.behind == EVERYWHERE, tally.told()
    assert not tally.lost and not tally.twice


def test_tasks_run_what_the_stack_says_where_their_labels_are(pair: Bench) -> None:
    swarm = pair.lab.folder / "swarm"
    assert '"dbstackc.host": "vm2"' in (swarm / "nodes.json").read_text()
    source = pair.made().container("r1")
    assert source.host == "vm1" and not source.start.secrets
    assert {path.startswith(str(swarm / "files")) for path, _ in source.start.mounts} == {True}
    assert ("r1", "vm1", "takes writes") in told(pair)


def test_a_machine_comes_back_with_its_tasks(pair: Bench) -> None:
    tally = pair.load(4, "crash vm2 then wait 1 then boot vm2")
    pair.until("r2", "SELECT 1", ["1"])
    pair.served(30)
    assert pair.recount(tally).behind == EVERYWHERE
    assert not tally.lost


def told(pair: Bench) -> list[tuple[str, ...]]:
    """Return what the status says of each node."""
    lines = pair.command("status").stdout.splitlines()
    return [tuple(line.split(maxsplit=2)) for line in lines]
