"""`by month-history(day)`: a shard a month, from a first month on."""

from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import BadPartition, Option, Partition
from dbstackc.model.partition.engine.dates import DateFormat
from dbstackc.model.partition.engine.months import (
    checked_count,
    first_month,
    month_of,
    months_between,
)
from dbstackc.model.partition.engine.settings import Settings


@record(frozen=True, slots=True, kw_only=True)
class MonthHistory(Partition):
    """The months since the begin; with an end, they start over after it.

    The engine does not compare the number of shards.

    begin, end: texts of the form; end may be None.

    Source: MyCat 1.6.7.4, route/function/PartitionByMonthAndHistory.
    """

    NAME = "month-history"
    CLASS = "PartitionByMonthAndHistory"
    OPTIONS = (
        Option("format", "dateFormat", "text", "The form of the dates.", "yyyy-MM-dd"),
        Option("begin", "sBeginDate", "date", "A day of the month of shard 0.", required=True),
        Option("end", "sEndDate", "date", "A day of the last month before they start over."),
    )

    form: DateFormat
    begin: str
    end: str | None = None

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take the dates as written."""
        form = DateFormat(choices.text("format", "yyyy-MM-dd") or "yyyy-MM-dd", choices.zone)
        begin, end = choices.text("begin", None) or "", choices.text("end", None)
        count = checked_count(form, begin, end)
        if count > shards:
            raise BadPartition(f"there are {count} months and {shards} shards", "end")
        return cls(form=form, begin=begin, end=end)

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take the dates."""
        form = DateFormat(settings.needed("dateFormat"), settings.zone)
        begin, end = settings.needed("sBeginDate"), settings.text("sEndDate")
        checked_count(form, begin, end)
        return cls(form=form, begin=begin, end=end)

    def properties(self) -> dict[str, str]:
        """Return the form and the dates."""
        found = {"dateFormat": self.form.pattern, "sBeginDate": self.begin}
        return found | ({"sEndDate": self.end} if self.end is not None else {})

    def calculate(self, key: str) -> int | None:
        """Return the month; without an end it may be negative."""
        place = month_of(self.form, key) - first_month(self.form, self.begin, "begin")
        count = checked_count(self.form, self.begin, self.end)
        return place % count if count > 0 else place

    def calculate_range(self, begin: str, end: str) -> tuple[int, ...] | None:
        """Return the months between; without an end always shard 0, so that rows are missed."""
        count = checked_count(self.form, self.begin, self.end)
        first = first_month(self.form, self.begin, "begin")
        return months_between(self.form, first, count, begin, end)
