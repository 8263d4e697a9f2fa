"""What a load and its comparison found."""

from dbstackc.base.record import field, record

Write = tuple[int, int]
"""A writer and the number of its write, both from 0."""


@record(slots=True)
class Tally:
    """What happened, as clients saw it and as the rows tell. Times are in seconds.

    run: tells the rows of this load from those that an earlier one left on their way.
    before: acknowledged when the fault began. unknown: writes without an answer, which may be there
    or not; refused: those that surely are not. gap: the longest time in which no write was
    acknowledged.
    lost: acknowledged and on no node; behind: by node, those that it alone does not have.
    present: of the unknown ones, those that are there. twice: there more than once. ghosts: refused
    and there all the same. silent: nodes that could not be asked.
    reads: how many were answered; stale: those that missed a row acknowledged before they began;
    stalest: how long before, at most.
    moved: from the fault until another machine held the vip, 0 if it stayed; nobody: in which no
    machine held it; both: in which two did. stall: for which this machine let the load itself wait.
    """

    way: str
    seconds: float
    run: int = 0
    acknowledged: set[Write] = field(default_factory=set)
    before: set[Write] = field(default_factory=set)
    unknown: set[Write] = field(default_factory=set)
    refused: set[Write] = field(default_factory=set)
    gap: float = 0.0
    lost: set[Write] = field(default_factory=set)
    behind: dict[str, int] = field(default_factory=dict)
    present: int = 0
    twice: int = 0
    ghosts: int = 0
    silent: list[str] = field(default_factory=list)
    reads: int = 0
    stale: int = 0
    stalest: float = 0.0
    moved: float = 0.0
    nobody: float = 0.0
    both: float = 0.0
    stall: float = 0.0

    def told(self) -> dict[str, object]:
        """Return what matters, by name, as JSON can carry it; times in seconds."""
        return {
            "way": self.way,
            "seconds": self.seconds,
            "acknowledged": len(self.acknowledged),
            "lost": len(self.lost),
            "twice": self.twice,
            "refused": len(self.refused),
            "refused and there": self.ghosts,
            "unknown": len(self.unknown),
            "unknown and there": self.present,
            "longest gap": round(self.gap, 2),
            "reads": self.reads,
            "stale reads": self.stale,
            "stale by at most": round(self.stalest, 3),
            "vip moved after": round(self.moved, 2),
            "vip with nobody": round(self.nobody, 2),
            "vip with two": round(self.both, 2),
            "missing by node": dict(self.behind),
            "silent": list(self.silent),
            "machine stalled": round(self.stall, 2),
        }
