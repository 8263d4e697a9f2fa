"""Run a stack on a real Docker engine by `lab --engine docker`, and break it. It is no test.

    python -m tests.deep.lab

As root, with docker.io, docker-compose and what a laboratory takes; about six minutes on two cores.
The engine runs in a network namespace of its own, and has a container and a volume of somebody
else's by the very names that the stack uses.
"""

import io
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dbstackc.lab.state import Lab
from dbstackc.lab.wire import spaces
from tests.deep.docker import Docker, engine
from tests.house.code import ROOT
from tests.lab.bench import STACKS, Bench, bench, wait

FAST = STACKS / "fast.dbs"

NODES = ("shop1", "shop2", "shop3")

FAULTS = (
    ("restart shop1", ""),
    ("kill {balancer}", "start {balancer}"),
    ("freeze shop1 then wait 3 then thaw shop1", ""),
    ("cut vm1 19001 then wait 6 then mend vm1", ""),
    ("unplug {holder} then wait 5 then plug {holder}", ""),
    ("crash {holder}", "boot {holder}"),
    ("lose shop3", "start shop3"),
)
"""Of each kind one, each with what mends it."""


def main() -> None:
    """Run it all; the first thing that is not so ends it."""
    with tempfile.TemporaryDirectory(prefix="dbs-", dir="/var/tmp") as name:
        place = Path(name)
        with engine("dbs-lab", place / "engine") as docker, _theirs(docker):
            os.environ["DOCKER_HOST"] = docker.socket
            _killed(docker, place / "lab")
            began = time.monotonic()
            with bench(FAST, "--engine", "docker") as one:
                print(f"up in {time.monotonic() - began:.0f} s")
                for line, mend in FAULTS:
                    _break(one, line, mend)
                _all(one)
            assert not spaces(one.lab) and not one.lab.folder.exists()
    print("nothing is left, and what was somebody else's is as it was")


@contextmanager
def _theirs(docker: Docker) -> Iterator[None]:
    """Put things of somebody else's on the engine, and see that they alone are there at the end."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("theirs"))
    docker.run("import", "-", "theirs:1", given=whole.getvalue())
    docker.run("create", "--name", "shop1", "theirs:1", "/theirs")
    docker.run("volume", "create", "shop1-data")
    before = _seen(docker)
    yield
    assert _seen(docker) == before, _seen(docker)


def _seen(docker: Docker) -> list[str]:
    every = (("ps", "-aq"), ("volume", "ls", "-q"), ("network", "ls", "-q"), ("image", "ls", "-q"))
    return [docker.run(*words) for words in every]


def _killed(docker: Docker, folder: Path) -> None:
    """Kill a run half-way; `down` finds what it left."""
    before = _seen(docker)
    words = ("lab", "up", str(FAST), "--engine", "docker", "--state", str(folder))
    run = subprocess.Popen([sys.executable, "-m", "dbstackc", *words], cwd=ROOT)
    mark = Lab(folder).mark
    assert wait(lambda: f"{mark}shop1" in docker.run("ps", "--format", "{{.Names}}"), 240)
    run.kill()
    run.wait()
    assert _seen(docker) != before
    done = subprocess.run(
        [sys.executable, "-m", "dbstackc", "lab", "down", str(FAST), "--state", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert _seen(docker) == before and not spaces(Lab(folder)) and not folder.exists()
    print("a run that was killed half-way is taken away by the next one")


def _break(one: Bench, line: str, mend: str) -> None:
    one.whole()
    holder = one.holder()
    names = {"holder": holder, "balancer": one.on(holder, "balancer")}
    tally = one.load(15, line.format(**names))
    if mend:
        one.fault(mend.format(**names))
    one.whole()
    one.recount(tally)
    assert tally.acknowledged and not tally.lost and not tally.twice, tally.told()
    assert not any(tally.behind.values()) and not tally.silent, tally.told()
    assert tally.both - tally.stall <= 1, tally.told()
    print(f"{line}: {len(tally.acknowledged)} acknowledged, 0 lost, gap {tally.gap:.1f} s")


def _all(one: Bench) -> None:
    """Take the power of all, and then stop all in peace; `status` tells what serves."""
    tally = one.load(4, "crash")
    began = time.monotonic()
    one.fault("boot vm3 vm1 vm2")
    one.whole()
    print(f"power of all cut: whole again {time.monotonic() - began:.0f} s after it came back")
    for name in NODES:
        one.fault(f"stop {name}")
    began = time.monotonic()
    done = one.command("run", "recover.sh", "shop")
    assert done.returncode == 0, done.stdout + done.stderr
    one.whole()
    print(f"stopped in order: recover.sh brings it back in {time.monotonic() - began:.0f} s")
    one.recount(tally)
    assert tally.acknowledged and not tally.lost and not any(tally.behind.values()), tally.told()
    said = one.command("status").stdout
    assert said.count("Synced, Primary, 3 in the group") == len(NODES), said
    assert "front" in said and "Up" in said, said


if __name__ == "__main__":
    main()
