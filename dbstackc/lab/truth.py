"""Compare what was acknowledged with what is there, row by row, on every node."""

import time

from dbstackc.lab.door import Door, Place
from dbstackc.lab.engine import engine_of
from dbstackc.lab.need import LabError
from dbstackc.lab.state import Lab
from dbstackc.lab.tally import Tally, Write

Rows = dict[Write, int]
"""How often each write is there."""


def compare(lab: Lab, door: Door, tally: Tally, patience: float = 10) -> None:
    """Count, on every node, what was acknowledged and what is there.

    patience: seconds that a node gets to apply what it has received.
    """
    tally.behind.clear()
    tally.silent.clear()
    found: dict[str, list[tuple[Place, Rows]]] = {}
    for place in door.places:
        wanted = _wanted(door, tally, [rows for _, rows in found.get(place.shard, ())])
        rows = _rows(lab, door, place, tally.run, wanted, patience)
        if rows is None:
            tally.silent.append(place.node.name)
        else:
            found.setdefault(place.shard, []).append((place, rows))
    there: set[Write] = set()
    tally.twice = 0
    for kept in found.values():
        # the last one is asked when all others have been
        wanted = _wanted(door, tally, [rows for _, rows in kept])
        for place, rows in kept:
            there |= rows.keys()
            behind = tally.behind.get(place.node.name, 0)
            tally.behind[place.node.name] = behind + len(wanted - rows.keys())
            tally.twice = max(tally.twice, sum(count > 1 for count in rows.values()))
    tally.lost = tally.acknowledged - there
    tally.present = len(tally.unknown & there)
    tally.ghosts = len(tally.refused & there)


def _wanted(door: Door, tally: Tally, known: list[Rows]) -> set[Write]:
    """Return the acknowledged writes that a shard should have: all, or those that any node has."""
    if door.is_copy:
        return tally.acknowledged
    return tally.acknowledged & {write for rows in known for write in rows}


def _rows(
    lab: Lab, door: Door, place: Place, run: int, wanted: set[Write], patience: float
) -> Rows | None:
    """Return what a node has, after it had time to get what is wanted; None if it is silent."""
    asked = (
        f"SELECT writer, number, COUNT(*) FROM {door.table} WHERE run = {run} "
        "GROUP BY writer, number"
    )
    end, rows = time.monotonic() + patience, None
    while engine_of(lab).runs(place.node.name) and time.monotonic() < end:
        try:
            told = place.account.ask(asked, max(1.0, end - time.monotonic()))
        except LabError:
            time.sleep(0.5)
            continue
        rows = {(int(writer), int(number)): int(count) for writer, number, count in told}
        if not wanted - rows.keys():
            break
        time.sleep(0.5)
    return rows
