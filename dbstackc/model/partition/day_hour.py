"""`by day-hour(moment)`: the day of the month and the hour, as the key ends in them."""

from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import (
    BadPartition,
    Option,
    Partition,
    Unroutable,
    sequence,
)
from dbstackc.model.partition.engine.number import INT, parsed, quotient, substring, units
from dbstackc.model.partition.engine.settings import Settings


@record(frozen=True, slots=True, kw_only=True)
class DayHour(Partition):
    """The last four characters are a day and an hour; each day has so many shards.

    The engine does not compare the number of shards: 31 days need 31 times the slices.

    slices: of a day, 1 to 24; 0 where nobody said it, and every key fails.

    Source: MyCat 1.6.7.4, route/function/LatestMonthPartion.
    """

    NAME = "day-hour"
    CLASS = "LatestMonthPartion"
    OPTIONS = (Option("slices", "splitOneDay", "count", "How many shards a day has.", 24),)

    slices: int

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take the slices as written; they are always said to the engine."""
        slices = choices.integer("slices", 24, 1, 24)
        if 24 % slices:
            raise BadPartition(f"24 hours do not make {slices} equal slices", "slices")
        if 31 * slices > shards:
            raise BadPartition(
                f"31 days of {slices} slices need {31 * slices} shards, and there are {shards}",
                "slices",
            )
        return cls(slices=slices)

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take the slices; the engine's own default of 24 is never made use of."""
        if settings.text("splitOneDay") is None:
            return cls(slices=0)
        slices = settings.integer("splitOneDay", 24)
        if not 1 <= slices <= 24:
            raise BadPartition(f"a day has 1 to 24 slices, and `splitOneDay` is {slices}")
        return cls(slices=slices)

    def properties(self) -> dict[str, str]:
        """Return the slices."""
        return {"splitOneDay": str(self.slices)} if self.slices else {}

    def calculate(self, key: str) -> int | None:
        """Return the slice of the month; it is outside if day or hour are."""
        size = len(units(key))
        day = parsed(substring(key, size - 4, size - 2) or "", INT)
        hour = parsed(substring(key, size - 2, size) or "", INT)
        if day is None or hour is None:
            raise Unroutable(f"`{key}` does not end in two digits of a day and two of an hour")
        if self.slices == 0:
            raise Unroutable("every key fails without `splitOneDay`")
        return (day - 1) * self.slices + quotient(hour, 24 // self.slices)

    def calculate_range(self, begin: str, end: str) -> tuple[int, ...] | None:
        """Return the slices between those of the ends; rows are missed past the end of a month."""
        return sequence(self.calculate, begin, end)
