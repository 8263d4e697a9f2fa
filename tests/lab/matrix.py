"""Every fault on every stack, measured: `python -m tests.lab.matrix [STACK...] [--out PAGE]`.

With `--engine docker` Compose starts it all, on an engine of its own unless DOCKER_HOST names one,
and the tables go where the page has a place for `STACK-docker`. A run of all takes an hour and a
half on two cores. The tables go into the page, each in the place of the one that stands there;
without a page they are printed. Bounds that do not hold are told at the end, and make it fail.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dbstackc.lab.mysql import find_mysql
from tests.deep.docker import engine as docker_engine
from tests.house.code import ROOT
from tests.lab.bench import STACKS, Bench, bench
from tests.lab.faults import FRONT, MEMBERS, REPLICAS, TOGETHER, Fault
from tests.lab.page import Row, draw, put
from tests.lab.versions import versions


@dataclass(frozen=True, slots=True)
class Stack:
    """What is measured.

    gap: seconds that a write may wait under a single fault, or None where nothing is promised.
    """

    path: Path
    options: tuple[str, ...]
    cluster: str
    faults: tuple[Fault, ...]
    gap: float | None


MYSQL = "mysql"
"""Runs where the user has one: `python -m tests.deep.mysql` gets it."""

LAPTOP = ROOT / "samples/laptop/laptop.dbs"
FOUR = ROOT / "samples/four-hosts/four-hosts.dbs"

STACKED = {
    "members": Stack(STACKS / "members.dbs", (), "shop", MEMBERS + FRONT + TOGETHER, 12),
    "fast": Stack(STACKS / "fast.dbs", (), "shop", MEMBERS + FRONT + TOGETHER, 6),
    "replicas": Stack(STACKS / "replicas.dbs", (), "r", REPLICAS + FRONT, None),
    "mixed": Stack(STACKS / "mixed.dbs", (), "shop", MEMBERS + FRONT + TOGETHER, 6),
    "spanned": Stack(STACKS / "spanned.dbs", (), "shop", MEMBERS + FRONT + TOGETHER, 6),
    MYSQL: Stack(STACKS / "mysql.dbs", (), "r", REPLICAS + FRONT, None),
    "laptop": Stack(LAPTOP, ("--single-host",), "shop", MEMBERS, 12),
    "four-hosts-pxc1": Stack(FOUR, (), "pxc1", MEMBERS + FRONT, 12),
    "four-hosts-rep1": Stack(FOUR, (), "rep1", REPLICAS, None),
}  # fmt: skip


def main(words: Sequence[str]) -> int:
    """Measure, and return 1 where a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stack", nargs="*", choices=[*STACKED, []], help="all if none is named")
    parser.add_argument("--out", type=Path, help="the page whose tables are replaced")
    parser.add_argument("--engine", choices=("namespaces", "docker"), default="namespaces")
    parser.add_argument("--only", default="", help="only faults that this expression finds")
    asked = parser.parse_args(words)
    broken: list[str] = []
    with carried(asked.engine):
        for name in asked.stack or [each for each in STACKED if each != MYSQL or find_mysql()]:
            broken += run(name, asked.engine, re.compile(asked.only), asked.out)
    print("\n".join(broken) or "All bounds hold.", file=sys.stderr)
    return 1 if broken else 0


def run(name: str, engine: str, only: re.Pattern[str], out: Path | None) -> list[str]:
    """Measure one stack, and return the bounds that do not hold."""
    stack, began = STACKED[name], time.monotonic()
    title = name if engine == "namespaces" else f"{name}-{engine}"
    rows: list[Row] = []
    broken: list[str] = []
    options = (*stack.options, "--engine", engine)
    with bench(stack.path, *options, cluster=stack.cluster) as one:
        up, engines = time.monotonic() - began, versions(one)
        for fault in stack.faults:
            if only.search(fault.said):
                row = measure(one, fault)
                rows.append(row)
                broken += [f"{title}: {fault.said}: {why}" for why in row.broken(stack.gap)]
                print(f"{title}: {row.told}", file=sys.stderr)
                # what was measured is kept, whatever the next one does
                if out:
                    put(out, title, draw(rows, up, engines))
    if not out:
        print(f"{title}\n{draw(rows, up, engines)}")
    return broken


@contextmanager
def carried(engine: str) -> Iterator[None]:
    """See that there is an engine of Docker where one is asked for and none is named."""
    if engine == "namespaces" or "DOCKER_HOST" in os.environ:
        yield
        return
    # not in memory: pages of a file there count as the container's own
    with (
        tempfile.TemporaryDirectory(prefix="dbs-", dir="/var/tmp") as place,
        docker_engine("dbs-matrix", Path(place) / "engine") as docker,
    ):
        os.environ["DOCKER_HOST"] = docker.socket
        yield


def measure(one: Bench, fault: Fault) -> Row:
    """Load, break, mend, and wait until everything is as it was."""
    one.whole()
    names = _names(one)
    tally = one.load(fault.seconds, fault.line.format(**names))
    began = time.monotonic()
    if fault.mend == "boot":
        machines = one.made().roots()
        one.fault("boot " + " ".join(machines[2:] + machines[:2]))
    elif fault.mend == "recover":
        done = one.command("run", "recover.sh", one.cluster)
        assert done.returncode == 0, done.stdout + done.stderr
    elif fault.mend:
        one.fault(fault.mend.format(**names))
    one.whole()
    back = time.monotonic() - began
    if one.topology.vips:
        one.holder()
    return Row(fault, one.recount(tally), back)


def _names(one: Bench) -> dict[str, str]:
    nodes = one.loaded().data_nodes
    made = one.made()
    place = made.container(nodes[0].name).machine
    found = {
        **dict(zip(("first", "second", "third"), (each.name for each in nodes), strict=False)),
        "writer": made.machine(place).root,
        "place": place,
        "group": str(nodes[0].gcomm),
        "sql": str(nodes[0].listen),
    }
    if one.topology.vips:
        holder = one.holder()
        found |= {
            "holder": made.machine(holder).root,
            "balancer": one.on(holder, "balancer"),
            "keepalived": one.on(holder, "keepalived"),
        }
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
