"""Tables of what was measured, and the page that they stand on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dbstackc.lab.tally import Tally
from tests.lab.faults import Fault

HEAD = (
    "fault", "gap", "acknowledged", "lost", "twice", "unknown", "stale reads",
    "vip moved", "nobody", "two", "whole again", "stall",
)  # fmt: skip

MOVE, TWO, BACK = 6.0, 1.0, 60.0
"""Seconds: of a vip that moves, of two holders at once, and of a cluster that comes back."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one fault did.

    tally: counted when everything was back. back: seconds from mending until every node served.
    """

    fault: Fault
    tally: Tally
    back: float

    @property
    def told(self) -> str:
        """The row, as a table of Markdown has it."""
        tally = self.tally
        stale = f"{tally.stale} of {tally.reads}"
        cells = (
            self.fault.said,
            f"{tally.gap:.1f}",
            str(len(tally.acknowledged)),
            str(len(tally.lost)),
            str(tally.twice),
            f"{len(tally.unknown)}, {tally.present} there",
            stale + (f", by {tally.stalest:.2f}" if tally.stale else ""),
            f"{tally.moved:.1f}" if tally.moved else "–",
            f"{tally.nobody:.1f}" if tally.nobody else "–",
            f"{tally.both:.2f}" if tally.both else "–",
            f"{self.back:.1f}",
            f"{tally.stall:.2f}",
        )
        return f"| {' | '.join(cells)} |"

    def broken(self, gap: float | None) -> list[str]:
        """Return the bounds that do not hold; the stall of the machine itself is taken off."""
        tally, found = self.tally, []
        if tally.lost:
            found.append(f"{len(tally.lost)} lost")
        if tally.twice or tally.ghosts:
            found.append(f"{tally.twice} twice, {tally.ghosts} refused and there")
        if any(tally.behind.values()) or tally.silent:
            found.append(f"not all rows are everywhere: {tally.behind}, silent {tally.silent}")
        if gap is not None and self.fault.is_single and tally.gap - tally.stall > gap:
            found.append(f"no write for {tally.gap:.1f} s, and {gap:g} are promised")
        if tally.moved - tally.stall > MOVE:
            found.append(f"the vip moved after {tally.moved:.1f} s")
        if tally.both - tally.stall > TWO:
            found.append(f"two held the vip for {tally.both:.1f} s")
        if self.back > BACK:
            found.append(f"whole again after {self.back:.1f} s")
        return found


def draw(rows: Sequence[Row], up: float, engines: str) -> str:
    """Return a table; up: seconds until it all ran; engines: what that was, with versions."""
    lines = [
        f"{engines}. Up in {up:.0f} s.",
        "",
        f"| {' | '.join(HEAD)} |",
        "|---" * len(HEAD) + "|",
    ]
    return "\n".join([*lines, *(row.told for row in rows)]) + "\n"


def put(page: Path, name: str, table: str) -> None:
    """Write a table into the place that a page has for it."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    assert begin in text and end in rest, f"{page} has no place for {name}"
    page.write_text(f"{before}{begin}\n{table}\n{end}{after}", encoding="utf-8")
