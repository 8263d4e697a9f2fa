"""Copies of clusters that are written to: nobody waits for them, and they bring rows back."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dbstackc.lab.container import inside
from dbstackc.lab.drill import Drill, drill
from dbstackc.lab.need import LabError
from dbstackc.lab.up import run_script
from tests.lab.bench import STACKS, Bench, bench, wait

FALLEN_BEHIND, IN_SYNC = "2", "4"
"""wsrep_local_state. Source: Galera manual, "Galera status variables"."""


@pytest.fixture(scope="module")
def copies() -> Iterator[Bench]:
    with bench(STACKS / "copies.dbs") as one:
        yield one


def kept(copies: Bench, cluster: str) -> set[str]:
    """Return the names of what lies where the copies of a cluster do."""
    place = copies.lab.folder / "disks/vm2/var/backups/db/copies" / cluster
    return {path.name for path in place.iterdir()} if place.is_dir() else set()


def script(copies: Bench, *words: str) -> subprocess.Popen[str]:
    """Run the host's own script, in a session of its own, as systemd does."""
    lab = copies.lab
    line = f"cd {lab.hosts}/vm2 && exec ./backup/backup.sh {' '.join(words)}"
    return subprocess.Popen(
        [lab.folder / "bin/on", "vm2", "10.77.2.2", line],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={"PATH": os.environ["PATH"], "DBS_DOCKER": str(lab.folder / "bin/docker")},
        start_new_session=True,
    )


def state(copies: Bench) -> str:
    asked = "SHOW GLOBAL STATUS LIKE 'wsrep_local_state'"
    return copies.ask("shop2", asked)[0][1]


@contextmanager
def held(copies: Bench) -> Iterator[None]:
    """Let whoever copies shop2 wait, as behind a long DDL, until this ends."""
    password = (copies.lab.secrets / "copies").read_text()
    command = inside(
        copies.lab,
        copies.made().container("shop2"),
        ["env", f"MYSQL_PWD={password}", "mariadb", "-u", "copier", "--unbuffered", "-N"],
    )
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as session:
        assert session.stdin and session.stdout
        session.stdin.write("BACKUP STAGE START; SELECT 'held';\n")
        session.stdin.flush()
        assert session.stdout.readline() == "held\n"
        yield
        session.stdin.close()


def holds(found: Drill) -> None:
    assert found.before > 50 and found.after > 20, found
    assert not found.missing, found
    assert found.before <= found.back <= found.before + found.after, found


def test_a_galera_cluster_that_lost_all_nodes_comes_back_from_its_copy(copies: Bench) -> None:
    """The copy is taken while rows are written; all acknowledged before it are on every node."""
    said: list[str] = []
    holds(drill(copies.topology, copies.lab, "shop", 5, 4, said.append))
    assert any(line.startswith("shop: is back as it was at 2") for line in said), said
    for name in ("shop1", "shop2"):
        asked = "SHOW GLOBAL STATUS LIKE 'wsrep_local_state'"
        assert copies.ask(name, asked)[0][1] == IN_SYNC
    aside = [path.name for path in (copies.lab.folder / "volumes").iterdir()]
    assert sum("-before-" in name for name in aside) == 2, aside


def test_a_replication_cluster_comes_back_and_its_replica_follows(copies: Bench) -> None:
    holds(drill(copies.topology, copies.lab, "r", 5, 4, print))
    tally = Bench(copies.path, copies.lab, copies.topology, "r").load(2)
    assert tally.acknowledged and tally.behind == {"r1": 0, "r2": 0}


def test_a_copy_that_is_ended_leaves_the_member_in_sync(copies: Bench) -> None:
    before = kept(copies, "shop")
    with held(copies):
        run = script(copies, "shop")
        assert wait(lambda: state(copies) == FALLEN_BEHIND, 20)
        run.send_signal(signal.SIGTERM)
        assert run.wait(60) == 143, run.stdout and run.stdout.read()
        assert wait(lambda: state(copies) == IN_SYNC, 20)
        assert kept(copies, "shop") == before


def test_a_copy_that_is_killed_is_cleared_away_by_what_systemd_runs_after_it(
    copies: Bench,
) -> None:
    before, here = kept(copies, "shop"), memory(copies)
    with held(copies):
        run = script(copies, "shop")
        # it desyncs first, and then takes its password into memory
        assert wait(lambda: state(copies) == FALLEN_BEHIND, 20)
        assert wait(lambda: memory(copies) != here, 20)
        os.killpg(run.pid, signal.SIGKILL)
        run.wait(10)
        assert memory(copies) != here
        assert script(copies, "shop", "release").wait(60) == 0
        assert memory(copies) == here
        assert wait(lambda: state(copies) == IN_SYNC, 20)
    for _ in range(2):
        run = script(copies, "shop")
        said, _ = run.communicate(timeout=60)
        assert run.returncode == 0, said
        assert copies.lab.secrets.joinpath("copies").read_text() not in said
    left = kept(copies, "shop")
    assert len(left) == 2 and not left & before, "two are kept, and the oldest went"
    for name in left:
        assert script(copies, "shop", "check", name).wait(30) == 0
        log = disk(copies) / name / "log"
        assert copies.lab.secrets.joinpath("copies").read_text() not in log.read_text()


def test_a_damaged_copy_is_not_brought_back(copies: Bench) -> None:
    name = max(kept(copies, "shop"))
    data = disk(copies) / name / "data.gz"
    whole = data.read_bytes()
    data.write_bytes(whole[:-20])
    with pytest.raises(LabError, match="is damaged; nothing was done"):
        run_script(copies.lab, "restore.sh", print, "shop", name, "--yes")
    assert state(copies) == IN_SYNC
    data.write_bytes(whole)


def test_a_replica_that_does_not_follow_is_not_copied(copies: Bench) -> None:
    line = 'mariadb -u root -p"$(cat /run/secrets/root)" -e "{}"'
    container = copies.made().container("r2")
    for sql, code in (("STOP SLAVE", 1), ("START SLAVE", 0)):
        words = inside(copies.lab, container, ["sh", "-c", line.format(sql)])
        subprocess.run(words, check=True)
        done = script(copies, "r")
        said, _ = done.communicate(timeout=60)
        assert done.returncode == code, said
        assert ("does not follow its source" in said) == bool(code)


def memory(copies: Bench) -> set[str]:
    """Return the folders that copying has in the memory of its member."""
    container = copies.made().container("shop2")
    words = inside(copies.lab, container, ["find", "/dev/shm", "-name", "dbstackc.*"])
    return set(subprocess.run(words, capture_output=True, text=True, check=True).stdout.split())


def disk(copies: Bench) -> Path:
    """Return the folder of the copies of shop."""
    return copies.lab.folder / "disks/vm2/var/backups/db/copies/shop"
