"""How far the clocks of a time zone are from UTC, in milliseconds.

Apart from the calendar, because what it loads is felt at every start, and few stacks have a time
zone in them.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dbstackc.model.partition.engine.contract import BadPartition
from dbstackc.model.partition.engine.number import INT, wrapped

_DAY = 86_400_000
_EPOCH = datetime(1970, 1, 1)
_LAST = 2_932_895  # 9999-12-30
_CYCLE = 146_097  # days of 400 Gregorian years
_KNOWN = -25_567 * _DAY
"""1900-01-01 in UTC. Source: sun.util.calendar.ZoneInfoFile keeps no transition before it."""


@lru_cache(maxsize=64)
def load(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name.

    Raises: BadPartition.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise BadPartition(f"no time zone is called `{name}`") from None


def of_wall(local: int, where: ZoneInfo) -> int:
    """Return the offset at a local time; one that a clock shows twice is the later."""
    at = _sayable(local)
    if at is None:
        return _raw(where)
    twice = (
        at.replace(tzinfo=where, fold=0).utcoffset(),
        at.replace(tzinfo=where, fold=1).utcoffset(),
    )
    offset = min(_millis(either) for either in twice)
    return offset if local - offset >= _KNOWN else _raw(where)


def of_instant(at: int, where: ZoneInfo) -> int:
    """Return the offset at an instant, in milliseconds since 1970."""
    said = _sayable(at)
    if said is None or at < _KNOWN:
        return _raw(where)
    return _millis(said.replace(tzinfo=UTC).astimezone(where).utcoffset())


def _sayable(local: int) -> datetime | None:
    """Return a time of the same rules that datetime can say; None long before the known ones."""
    if local < _KNOWN - _DAY:
        return None
    whole, millis = divmod(local, _DAY)
    while whole > _LAST:
        whole -= _CYCLE
    return _EPOCH + timedelta(days=whole, milliseconds=millis)


def _raw(where: ZoneInfo) -> int:
    """Return the offset of standard time today."""
    return min(_millis(datetime(2024, month, 1, tzinfo=where).utcoffset()) for month in (1, 7))


def _millis(offset: timedelta | None) -> int:
    return 0 if offset is None else wrapped(offset // timedelta(milliseconds=1), INT)
