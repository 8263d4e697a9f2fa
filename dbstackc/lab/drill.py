"""A drill: copy a cluster that is written to, lose all of its nodes, and bring the rows back."""

import time
from collections.abc import Callable

from dbstackc.base.record import record
from dbstackc.lab.door import Door, Place, find_door
from dbstackc.lab.fault import apply
from dbstackc.lab.load import run_load
from dbstackc.lab.need import LabError
from dbstackc.lab.plan import is_for_swarm
from dbstackc.lab.state import Lab
from dbstackc.lab.truth import compare
from dbstackc.lab.up import run_script
from dbstackc.model.topology import Topology

EQUAL = 30
"""Seconds in which all nodes must have come to the same rows."""

Say = Callable[[str], None]


@record(frozen=True, slots=True)
class Drill:
    """What a drill found. Times are in seconds.

    before: rows that were acknowledged before the copy began. missing: those of them that are on no
    node, or not on every one. after: rows acknowledged since; back: all rows that are there again.
    """

    cluster: str
    before: int
    missing: int
    after: int
    back: int
    copied: float
    restored: float

    def told(self) -> dict[str, object]:
        """Return it by name, as JSON can carry it."""
        return {
            "cluster": self.cluster,
            "acknowledged before the copy": self.before,
            "of these not back on every node": self.missing,
            "acknowledged since": self.after,
            "rows that are back": self.back,
            "seconds to copy": round(self.copied, 1),
            "seconds to restore": round(self.restored, 1),
        }


def drill(topology: Topology, lab: Lab, name: str, seconds: float, writers: int, say: Say) -> Drill:
    """Run a drill on a cluster that has a backup; raise LabError where a step fails.

    name: of the cluster, or empty for the first one that has a backup.
    """
    backup = next((each for each in topology.backups if name in ("", each.name)), None)
    if backup is None:
        raise LabError(
            f"{name or 'no cluster'} has no backup" if name else "no cluster has a backup",
            'give it one: `backup NAME to "/var/backups" at 03:15 with secret.NAME`',
        )
    if is_for_swarm(topology):
        raise LabError(
            f"{backup.name} comes back by services of a Swarm, and a laboratory has tasks alone",
            "the same rows come back without `deploy swarm`",
        )
    made = lab.plan()
    door = find_door(topology, lab, made, backup.name)
    copied = 0.0

    def copy() -> None:
        nonlocal copied
        began = time.monotonic()
        run_script(lab, "backup.sh", say, backup.name)
        copied = time.monotonic() - began

    tally = run_load(topology, lab, made, door, seconds, writers, copy)
    every = len(tally.acknowledged)
    for node in backup.cluster.data_nodes:
        apply(lab, ["lose", node.name])
    say(f"{backup.name}: every node and its data is lost")
    began = time.monotonic()
    run_script(lab, "restore.sh", say, backup.name, "last", "--yes")
    restored = time.monotonic() - began
    tally.acknowledged = set(tally.before)
    compare(lab, door, tally, EQUAL)
    missing = len(tally.before) if tally.silent else max(tally.behind.values())
    return Drill(
        backup.name,
        len(tally.before),
        missing,
        every - len(tally.before),
        _rows(door),
        copied,
        restored,
    )


def _rows(door: Door) -> int:
    """Return how many rows there are, on every node the same; raise LabError where they differ."""
    end = time.monotonic() + EQUAL
    while True:
        found = {place.node.name: _digest(door, place) for place in door.places}
        if len(set(found.values())) == 1:
            return int(next(iter(found.values()))[0])
        if time.monotonic() > end:
            raise LabError(f"nodes have different rows: {found}")
        time.sleep(0.5)


def _digest(door: Door, place: Place) -> tuple[str, ...]:
    """Return the number of rows of a node, and a sum over all of them."""
    rows = "CONCAT_WS(',', id, run, writer, number)"
    asked = f"SELECT COUNT(*), COALESCE(SUM(CRC32({rows})), 0) FROM {door.table}"
    return tuple(place.account.ask(asked)[0])
