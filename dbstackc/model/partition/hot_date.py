"""`by hot-date(day)`: recent days on shard 0, and older ones in slices behind it."""

import time
from collections.abc import Callable
from typing import Self

from dbstackc.base.record import field, record
from dbstackc.model.partition.engine.calendar import DAY
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import (
    Option,
    Partition,
    Unroutable,
    unquote,
)
from dbstackc.model.partition.engine.dates import DateFormat, late
from dbstackc.model.partition.engine.number import INT, quotient, wrapped
from dbstackc.model.partition.engine.settings import Settings, number


def _now() -> int:
    return time.time_ns() // 1_000_000


@record(frozen=True, slots=True, kw_only=True)
class HotDate(Partition):
    """The last days are on shard 0, each older slice of days on the next.

    Rows do not move while time passes, so that what was written yesterday is looked for elsewhere
    tomorrow: a design to leave alone.

    hot, days: of 24 hours. now: milliseconds since 1970, from a clock.

    Source: MyCat 1.6.7.4, route/function/PartitionByHotDate.
    """

    NAME = "hot-date"
    CLASS = "PartitionByHotDate"
    OPTIONS = (
        Option("format", "dateFormat", "text", "The form of the dates.", "yyyy-MM-dd"),
        Option("hot", "sLastDay", "count", "How many last days shard 0 holds.", required=True),
        Option("days", "sPartionDay", "count", "How many older days a shard holds.", required=True),
    )

    form: DateFormat | None
    hot: int
    days: int
    now: Callable[[], int] = field(default=_now, compare=False, repr=False)

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take the numbers as written."""
        pattern = choices.text("format", "yyyy-MM-dd") or "yyyy-MM-dd"
        return cls(
            form=DateFormat(pattern, choices.zone),
            hot=choices.integer("hot", 0, 1),
            days=choices.integer("days", 0, 1),
        )

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take the numbers; a bad form is found out only when it is used."""
        hot = number(settings.needed("sLastDay"), "sLastDay")
        days = number(settings.needed("sPartionDay"), "sPartionDay")
        return cls(form=late(settings.text("dateFormat"), settings.zone), hot=hot, days=days)

    def properties(self) -> dict[str, str]:
        """Return the form and the two numbers."""
        found = {"dateFormat": self.form.pattern} if self.form else {}
        return found | {"sLastDay": str(self.hot), "sPartionDay": str(self.days)}

    def calculate(self, key: str) -> int | None:
        """Return the shard of a date, today."""
        return self._place(self._parse(key), self.now())

    def calculate_range(self, begin: str, end: str) -> tuple[int, ...] | None:
        """Return the slices between, today."""
        now = self.now()
        first, last = self._parse(begin), self._parse(end)
        if self._age(first, now) <= self.hot:
            return (0,)
        limit = now - self.hot * DAY
        cut = last > limit
        high = self._place(self._parse(unquote(begin)), now)
        written = self.form.format(limit if cut else last) if self.form else ""
        low = self._place(self._parse(written), now)
        if high < low:
            return None
        return (0,) * cut + tuple(range(low, high + 1))

    def _parse(self, key: str) -> int:
        if self.form is None:
            raise Unroutable("no date can be read without `dateFormat`")
        return self.form.parse(key)

    def _age(self, at: int, now: int) -> int:
        """Return how many days old an instant is, today being 1; below 0 if it is to come."""
        return quotient(now - at, DAY) + 1

    def _place(self, at: int, now: int) -> int:
        if self._age(at, now) <= max(self.hot, -1):
            return 0
        if self.days == 0:
            raise Unroutable("slices of 0 days hold no date")
        return wrapped(quotient(now - self.hot * DAY - at, self.days * DAY), INT) + 1
