"""A bounded load of writes that remembers which were acknowledged, and what became of them."""

import threading
import time
from collections.abc import Callable
from itertools import pairwise

from dbstackc.base.record import field, record
from dbstackc.lab.client import Session
from dbstackc.lab.door import Door, account_of
from dbstackc.lab.need import LabError
from dbstackc.lab.plan import Plan
from dbstackc.lab.state import Lab
from dbstackc.lab.watch import Watch

TABLE = "dbstackc_lab"

RATE = 40
"""Writes a second that each writer tries at most."""

OPENING = 20
"""Seconds that a door may take to open."""

PATIENCE = 2.5
"""Seconds that a writer waits for an answer before it connects anew."""

Write = tuple[int, int]
"""A writer and the number of its write, both from 0."""


@record(slots=True)
class Tally:
    """What happened, as the writers saw it and as the rows tell.

    gap: the longest time, in seconds, in which no write was acknowledged.
    lost: acknowledged and on no node; behind: by node, those that it alone does not have.
    present: of the unanswered ones, those that are there. twice: there more than once.
    silent: nodes that could not be asked. moved: seconds in which nobody held the vip, at most;
    both: seconds in which two machines held it.
    """

    way: str
    seconds: float
    acknowledged: set[Write] = field(default_factory=set)
    unanswered: set[Write] = field(default_factory=set)
    gap: float = 0.0
    lost: set[Write] = field(default_factory=set)
    behind: dict[str, int] = field(default_factory=dict)
    present: int = 0
    twice: int = 0
    silent: list[str] = field(default_factory=list)
    moved: float = 0.0
    both: float = 0.0

    def told(self) -> dict[str, object]:
        """Return what matters, by name, as JSON can carry it; times in seconds."""
        return {
            "way": self.way,
            "seconds": self.seconds,
            "acknowledged": len(self.acknowledged),
            "lost": len(self.lost),
            "twice": self.twice,
            "unanswered": len(self.unanswered),
            "of them there": self.present,
            "longest gap": round(self.gap, 2),
            "vip with nobody": round(self.moved, 2),
            "vip with two": round(self.both, 2),
            "missing by node": dict(self.behind),
            "silent": list(self.silent),
        }


def run_load(
    lab: Lab,
    made: Plan,
    door: Door,
    seconds: float,
    writers: int,
    meanwhile: Callable[[], None] | None = None,
) -> Tally:
    """Write for some seconds, then compare every node row by row.

    meanwhile: called once, a fifth of the time after the start, while the load goes on.
    """
    _prepare(door)
    tally = Tally(door.said, seconds)
    acknowledged: list[float] = []
    lock = threading.Lock()
    start = time.monotonic()
    end = start + seconds

    def note(write: Write, is_answered: bool) -> None:
        with lock:
            (tally.acknowledged if is_answered else tally.unanswered).add(write)
            if is_answered:
                acknowledged.append(time.monotonic())

    threads = [
        threading.Thread(target=_write, args=(door, number, end, note)) for number in range(writers)
    ]
    with Watch(lab, made, door.vip) as watch:
        for thread in threads:
            thread.start()
        try:
            if meanwhile is not None:
                time.sleep(seconds / 5)
                meanwhile()
        finally:
            for thread in threads:
                thread.join()
    tally.moved, tally.both = watch.moved, watch.both
    moments = [start, *sorted(acknowledged), max(end, *acknowledged, start)]
    tally.gap = max(after - before for before, after in pairwise(moments))
    compare(lab, made, door, tally)
    return tally


def compare(lab: Lab, made: Plan, door: Door, tally: Tally, patience: float = 10) -> None:
    """Count, on every node of the cluster, what was acknowledged and what is there.

    patience: seconds that a node gets to apply what it has received.
    """
    everywhere: set[Write] = set()
    tally.behind.clear()
    tally.silent.clear()
    asked = f"SELECT writer, number, COUNT(*) FROM {TABLE} GROUP BY writer, number"
    for node in door.cluster.data_nodes:
        end = time.monotonic() + patience
        account = account_of(lab, made, door.cluster, node)
        rows: dict[Write, int] | None = None
        is_there = lab.keeper(node.name) is not None
        while is_there and time.monotonic() < end:
            try:
                told = account.ask(asked)
            except LabError:
                time.sleep(0.5)
                continue
            rows = {(int(writer), int(number)): int(count) for writer, number, count in told}
            if not tally.acknowledged - rows.keys():
                break
            time.sleep(0.5)
        if rows is None:
            tally.silent.append(node.name)
            continue
        everywhere |= rows.keys()
        tally.behind[node.name] = len(tally.acknowledged - rows.keys())
        tally.twice = max(tally.twice, sum(count > 1 for count in rows.values()))
    tally.lost = tally.acknowledged - everywhere
    tally.present = len(tally.unanswered & everywhere)


def _prepare(door: Door) -> None:
    """Make an empty table; two rows of one write would both be kept.

    A door that has just been started gets the time to find its servers.
    """
    made = (
        f"DROP TABLE IF EXISTS {TABLE}; CREATE TABLE {TABLE} "
        "(id BIGINT PRIMARY KEY AUTO_INCREMENT, writer INT NOT NULL, number INT NOT NULL)"
    )
    end = time.monotonic() + OPENING
    while True:
        try:
            door.account.ask(made)
        except LabError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)
        else:
            return


def _write(door: Door, writer: int, end: float, note: Callable[[Write, bool], None]) -> None:
    session: Session | None = None
    number = 0
    while time.monotonic() < end:
        began = time.monotonic()
        if session is None:
            session = Session(door.account)
        row = f"({writer}, {number})"
        sql = f"INSERT INTO {TABLE} (writer, number) VALUES {row}; SELECT {number};\n"
        is_answered = session.tell(sql, str(number), PATIENCE)
        note((writer, number), is_answered)
        number += 1
        if not is_answered:
            session.close()
            session = None
        time.sleep(max(0.0, 1 / RATE - (time.monotonic() - began)))
    if session is not None:
        session.close()
