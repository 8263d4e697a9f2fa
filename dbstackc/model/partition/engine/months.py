"""Months counted from a first one: what two functions share.

Source: MyCat 1.6.7.4, route/function/PartitionByMonth and PartitionByMonthAndHistory.
"""

from functools import lru_cache

from dbstackc.model.partition.engine.calendar import moment, zone
from dbstackc.model.partition.engine.contract import BadPartition, Unroutable
from dbstackc.model.partition.engine.dates import DateFormat


def month_of(form: DateFormat, text: str) -> int:
    """Return a date's month, counted from year 0 of its era; raises Unroutable."""
    when = moment(form.parse(text), zone(form.zone))
    return when.year_of_era * 12 + when.month - 1


@lru_cache(maxsize=1024)
def first_month(form: DateFormat, text: str, option: str) -> int:
    """Return the month of a date that a partition starts or ends with; raises BadPartition."""
    try:
        return month_of(form, text)
    except Unroutable as problem:
        raise BadPartition(str(problem), option) from None


def checked_count(form: DateFormat, begin: str, end: str | None) -> int:
    """Return how many months there are, both ends included; -1 without an end."""
    first = first_month(form, begin, "begin")
    if end is None:
        return -1
    count = first_month(form, end, "end") - first + 1
    if count <= 0:
        raise BadPartition(f"the end {end} is before the begin {begin}", "end")
    return count


def months_between(
    form: DateFormat, first: int, count: int, begin: str, end: str
) -> tuple[int, ...]:
    """Return the places of all months from begin to end; all shards if a date cannot be read.

    first: the month of shard 0. count: after how many months the shards start over; without an end
    (-1) every month gives 0, and rows are missed: a mistake of this version of the engine.
    """
    try:
        low, high = month_of(form, begin) - first, month_of(form, end) - first
    except Unroutable:
        return ()
    if count < 0:
        return (0,) if low <= high else ()
    high = min(high, low + count - 1)
    return tuple(place % count for place in range(low, high + 1))
