"""Times of a day as systemd's timers say them, as the language has them.

Source: systemd 252, systemd.time(7), "Calendar Events".
"""

import re

from dbstackc.model.backup import DAY

_WORDS = {"daily": "00:00", "midnight": "00:00", "hourly": "*:00", "minutely": "*:*"}
_DATED = re.compile(r"\*-\*-\*\s+(.+)")
_TIME = re.compile(r"([\d*/,.]{1,200}):([\d*/,.]{1,200})(?::0{1,2})?")


def times(text: str) -> frozenset[int] | None:
    """Return the minutes after midnight at which it is time, each day; None for anything else."""
    bare = text.strip()
    bare = _WORDS.get(bare.lower(), bare)
    dated = _DATED.fullmatch(bare)
    match = _TIME.fullmatch(dated[1] if dated is not None else bare)
    if match is None:
        return None
    hours, minutes = _part(match[1], 24), _part(match[2], 60)
    if not hours or not minutes:
        return None
    return frozenset(hour * 60 + minute for hour in hours for minute in minutes)


def _part(text: str, end: int) -> frozenset[int]:
    """Return the numbers below an end that a part of a time says; none where it is no part."""
    found: set[int] = set()
    for each in text.split(","):
        base, slash, step = each.partition("/")
        low, dots, high = base.partition("..")
        first, last = ("0", str(end - 1)) if base == "*" else (low, high if dots else low)
        if slash and not dots:
            last = str(end - 1)
        if not all(n.isdigit() and len(n) < 4 for n in (first, last, step if slash else "1")):
            return frozenset()
        if int(last) >= end or (slash and not int(step)):
            return frozenset()
        found.update(range(int(first), int(last) + 1, int(step) if slash else 1))
    return frozenset(found)


def clock(minutes: frozenset[int]) -> tuple[int, int] | None:
    """Return the first of a day and what lies between two, in minutes, as `backup` has them.

    None for times that are not apart alike, or by no part of an hour, or of a day in hours.
    """
    first = min(minutes)
    gap, rest = divmod(DAY, len(minutes))
    if rest or minutes != frozenset(range(first, DAY, gap)):
        return None
    if (gap > 60 and gap % 60) or (gap <= 60 and 60 % gap):
        return None
    return first, gap
