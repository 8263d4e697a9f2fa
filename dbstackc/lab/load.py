"""A bounded load: it remembers which writes were acknowledged, and which reads were behind."""

import threading
import time
from collections.abc import Callable, Iterator
from itertools import cycle, pairwise

from dbstackc.lab.client import Account, Session
from dbstackc.lab.door import Door
from dbstackc.lab.need import LabError
from dbstackc.lab.plan import Plan
from dbstackc.lab.state import Lab
from dbstackc.lab.tally import Tally
from dbstackc.lab.truth import compare
from dbstackc.lab.watch import Watch
from dbstackc.model.topology import Topology

RATE = 40
"""Statements a second that each client tries at most."""

OPENING = 60
"""Seconds that a door may take to open: a router greets only when it has met its nodes."""

PATIENCE = 2.5
"""Seconds that a client waits for an answer before it connects anew."""

TURN = 20
"""Reads after which a reader connects anew, so that it meets all that stand behind a door."""

QUIET = 3.0
"""Seconds before a fault, at most: long enough to see that all is well."""


def run_load(
    topology: Topology,
    lab: Lab,
    made: Plan,
    door: Door,
    seconds: float,
    writers: int,
    meanwhile: Callable[[], None] | None = None,
    patience: float = 10,
) -> Tally:
    """Write and read for some seconds, then compare every node row by row.

    meanwhile: called once, a fifth of the time after the start, while the load goes on.
    patience: seconds that a node gets to apply what it has received.
    """
    _prepare(door)
    load = _Load(door, seconds)
    clients = [threading.Thread(target=load.write, args=(number,)) for number in range(writers)]
    clients.append(threading.Thread(target=load.read))
    with Watch(lab, made, topology.vips) as watch:
        load.begin()
        for thread in clients:
            thread.start()
        try:
            if meanwhile is not None:
                time.sleep(min(QUIET, seconds / 5))
                watch.mark()
                load.mark()
                meanwhile()
        finally:
            for thread in clients:
                thread.join()
    tally = load.tally
    tally.moved, tally.nobody, tally.both, tally.stall = (
        watch.moved, watch.nobody, watch.both, watch.stall,
    )  # fmt: skip
    tally.gap = load.gap()
    compare(lab, door, tally, patience)
    return tally


class _Load:
    """The clients, and what they remember together."""

    def __init__(self, door: Door, seconds: float) -> None:
        self.tally = Tally(door.said, seconds, time.time_ns() // 1_000_000_000)
        self._door = door
        self._lock = threading.Lock()
        self._moments: list[float] = []
        self._first: list[tuple[int, float]] = []
        self._start = self._end = 0.0

    def begin(self) -> None:
        """Let time run."""
        self._start = time.monotonic()
        self._end = self._start + self.tally.seconds

    def mark(self) -> None:
        """Remember what is acknowledged by now."""
        with self._lock:
            self.tally.before = set(self.tally.acknowledged)

    def gap(self) -> float:
        """Return the longest time without an acknowledged write, from the start to the end."""
        last = max(self._end, *self._moments, self._start)
        moments = [self._start, *sorted(self._moments), last]
        return max(after - before for before, after in pairwise(moments))

    def write(self, writer: int) -> None:
        """Write row after row until the time is over."""
        columns = f"run, writer, number{f', {self._door.key}' if self._door.key else ''}"
        table, run, number = self._door.table, self.tally.run, 0
        for session in _sessions(self._door.writes, self._is_over):
            while not self._is_over():
                began = time.monotonic()
                key = f", {number}" if self._door.key else ""
                answer = session.tell(
                    f"INSERT INTO {table} ({columns}) VALUES ({run}, {writer}, {number}{key})",
                    PATIENCE,
                )
                with self._lock:
                    if answer.is_done:
                        self.tally.acknowledged.add((writer, number))
                        self._moments.append(time.monotonic())
                        if not writer:
                            self._first.append((number, self._moments[-1]))
                    elif answer.is_refused:
                        self.tally.refused.add((writer, number))
                    else:
                        self.tally.unknown.add((writer, number))
                number += 1
                _pace(began)
                if not answer.is_done:
                    break

    def read(self) -> None:
        """Read the newest row of the first writer, and see whether it is as new as it must be."""
        asked = (
            f"SELECT number FROM {self._door.table} WHERE run = {self.tally.run} AND writer = 0 "
            "ORDER BY number DESC LIMIT 1"
        )
        for session in _sessions(self._door.reads, self._is_over):
            for _ in range(TURN):
                if self._is_over():
                    return
                began = time.monotonic()
                with self._lock:
                    known = list(self._first[-2000:])
                answer = session.tell(asked, PATIENCE)
                if not answer.is_done:
                    _pace(began)
                    break
                newest = int(answer.lines[0]) if answer.lines else -1
                self._judge(began, known, newest)
                _pace(began)

    def _judge(self, began: float, known: list[tuple[int, float]], newest: int) -> None:
        missed = [moment for number, moment in known if number > newest]
        self.tally.reads += 1
        if missed:
            self.tally.stale += 1
            self.tally.stalest = max(self.tally.stalest, began - missed[0])

    def _is_over(self) -> bool:
        return time.monotonic() >= self._end


def _sessions(accounts: list[Account], is_over: Callable[[], bool]) -> Iterator[Session]:
    """Yield a new session whenever one is given up, at the next account each time."""
    for account in cycle(accounts):
        if is_over():
            return
        session = Session(account)
        try:
            yield session
        finally:
            session.close()


def _pace(began: float) -> None:
    time.sleep(max(0.0, 1 / RATE - (time.monotonic() - began)))


def _prepare(door: Door) -> None:
    """Make an empty table; two rows of one write would both be kept.

    A door that has just been started gets the time to find its servers.
    """
    key = f", {door.key} BIGINT NOT NULL" if door.key else ""
    made = (
        f"DROP TABLE IF EXISTS {door.table}; CREATE TABLE {door.table} "
        "(id BIGINT PRIMARY KEY AUTO_INCREMENT, run BIGINT NOT NULL, writer INT NOT NULL, "
        f"number INT NOT NULL{key}, KEY newest (run, writer, number))"
    )
    end = time.monotonic() + OPENING
    while True:
        for account in door.writes:
            try:
                account.ask(made)
            except LabError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.5)
            else:
                return
