"""`by month(day)`: a shard a month."""

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

_FORM = "yyyy-MM-dd"


@record(frozen=True, slots=True, kw_only=True)
class Month(Partition):
    """The months since the begin; with an end, they start over after it.

    Without a begin they are the months of a year.

    begin, end: texts of the form, or None.

    Source: MyCat 1.6.7.4, route/function/PartitionByMonth.
    """

    NAME = "month"
    CLASS = "PartitionByMonth"
    OPTIONS = (
        Option("format", "dateFormat", "text", "The form of the dates.", _FORM),
        Option("begin", "sBeginDate", "date", "A day of the month of shard 0; else January."),
        Option("end", "sEndDate", "date", "A day of the last month before they start over."),
    )

    form: DateFormat
    begin: str | None = None
    end: str | None = None

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take the dates as written; without an end the months are not counted."""
        form = DateFormat(choices.text("format", _FORM) or _FORM, choices.zone)
        made = cls(form=form, begin=choices.text("begin", None), end=choices.text("end", None))
        made._check()
        return made

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take the dates."""
        form = DateFormat(settings.text("dateFormat") or _FORM, settings.zone)
        made = cls(form=form, begin=settings.text("sBeginDate"), end=settings.text("sEndDate"))
        made._check()
        return made

    def properties(self) -> dict[str, str]:
        """Return the form and the dates."""
        found = {
            "dateFormat": self.form.pattern,
            "sBeginDate": self.begin,
            "sEndDate": self.end,
        }
        return {name: text for name, text in found.items() if text is not None}

    @property
    def partition_num(self) -> int:
        """The months from begin to end; 12 without either, -1 without an end."""
        return 12 if self.begin is None else checked_count(self.form, self.begin, self.end)

    def calculate(self, key: str) -> int | None:
        """Return the month; without an end it may be negative."""
        place = month_of(self.form, key) - self._first()
        count = self.partition_num
        return place % count if count > 0 else place

    def calculate_range(self, begin: str, end: str) -> tuple[int, ...] | None:
        """Return the months between; without an end always shard 0, so that rows are missed."""
        return months_between(self.form, self._first(), self.partition_num, begin, end)

    def _first(self) -> int:
        return 0 if self.begin is None else first_month(self.form, self.begin, "begin")

    def _check(self) -> None:
        if self.begin is None and self.end is not None:
            raise BadPartition("an end is given without a begin", "end")
        if self.begin is not None:
            checked_count(self.form, self.begin, self.end)
