"""The calendar of Java: lenient, Julian before 15 October 1582, in a time zone.

Source: java.util.GregorianCalendar (JDK 8), `computeTime` and `computeFields`.
"""

from typing import TYPE_CHECKING

from dbstackc.base.record import record

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

DAY = 86_400_000
"""A day of 24 hours in milliseconds."""
_CUTOVER = -141_427  # 1582-10-15, in days since 1970-01-01
_CYCLE = 146_097  # days of 400 Gregorian years


@record(frozen=True, slots=True)
class Moment:
    """A local date and time; month 1 to 12, year astronomical (0 is 1 BC)."""

    year: int
    month: int
    day: int
    millis: int

    @property
    def year_of_era(self) -> int:
        """The year as Calendar.YEAR gives it: 1 BC is 1."""
        return self.year if self.year > 0 else 1 - self.year


def zone(name: str) -> "ZoneInfo":
    """Return a time zone by its IANA name."""
    from dbstackc.model.partition.engine.offset import load

    return load(name)


def instant(year: int, month: int, day: int, millis: int, where: "ZoneInfo") -> int:
    """Return the milliseconds since 1970 of a local date and time; fields may overflow.

    A time that a clock shows twice is the later one; one that it skips goes on from before.
    """
    from dbstackc.model.partition.engine.offset import of_wall

    local = days(year, month, day) * DAY + millis
    return local - of_wall(local, where)


def moment(at: int, where: "ZoneInfo") -> Moment:
    """Return the local date and time of an instant."""
    from dbstackc.model.partition.engine.offset import of_instant

    local = at + of_instant(at, where)
    whole, millis = divmod(local, DAY)
    return Moment(*_date(whole), millis)


def days(year: int, month: int, day: int) -> int:
    """Return the days since 1970-01-01; month and day may overflow."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    gregorian = _first_of_month(year, month, gregorian=True) + day - 1
    julian = _first_of_month(year, month, gregorian=False) + day - 1
    if year > 1582:
        return gregorian
    if year < 1582:
        return julian
    return gregorian if gregorian >= _CUTOVER and julian >= _CUTOVER else julian


def _first_of_month(year: int, month: int, *, gregorian: bool) -> int:
    # The year starts in March, so that the leap day is its last.
    year, month = (year - 1, month + 9) if month <= 2 else (year, month - 3)
    passed = year * 365 + year // 4 + (month * 153 + 2) // 5
    if gregorian:
        return passed - year // 100 + year // 400 - 719_468
    return passed - 719_470


def _date(whole: int) -> tuple[int, int, int]:
    if whole >= _CUTOVER:
        cycle, rest = divmod(whole + 719_468, _CYCLE)
        in_cycle = (rest - rest // 1460 + rest // 36524 - rest // 146_096) // 365
        in_year = rest - (365 * in_cycle + in_cycle // 4 - in_cycle // 100)
        year = in_cycle + 400 * cycle
    else:
        cycle, rest = divmod(whole + 719_470, 1461)
        in_cycle = (rest - rest // 1460) // 365
        in_year = rest - 365 * in_cycle
        year = in_cycle + 4 * cycle
    month = (5 * in_year + 2) // 153
    day = in_year - (153 * month + 2) // 5 + 1
    return (year, month + 3, day) if month < 10 else (year + 1, month - 9, day)
