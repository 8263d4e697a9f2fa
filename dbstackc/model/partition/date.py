"""`by date(day)`: slices of so many days from a first day on."""

from functools import lru_cache
from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.calendar import DAY, instant, moment, zone
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import BadPartition, Option, Partition, Unroutable
from dbstackc.model.partition.engine.dates import DateFormat, date_of, late
from dbstackc.model.partition.engine.number import INT, parsed, quotient, remainder, wrapped
from dbstackc.model.partition.engine.settings import Settings, number

_MONTH = 28
"""Fewer days than this between begin and end switch the natural days off."""


@record(frozen=True, slots=True, kw_only=True)
class Date(Partition):
    """Each slice of days has a shard; with an end, dates past it start over.

    The dates up to one slice before the first day lie on shard 0, earlier ones on none. Natural
    days instead put each date on the shard of its day of the month.

    form: a SimpleDateFormat; None where nobody said it, and every key fails.
    begin, end: texts of that form, or None; the end is forgotten if the begin is not after 1970.
    days: of 24 hours, 0 where nobody said it.

    Source: MyCat 1.6.7.4, route/function/PartitionByDate.
    """

    NAME = "date"
    CLASS = "PartitionByDate"
    OPTIONS = (
        Option("format", "dateFormat", "text", "The form of the dates.", "yyyy-MM-dd"),
        Option("begin", "sBeginDate", "date", "The first day of shard 0.", required=True),
        Option("end", "sEndDate", "date", "The last day before dates start over."),
        Option("days", "sPartionDay", "count", "How many days a shard holds.", 1),
        Option("natural", "sNaturalDay", "flag", "One shard a day of the month.", False),
    )

    form: DateFormat | None
    begin: str | None
    end: str | None = None
    days: int = 0
    natural: bool = False

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take the dates as written."""
        form = DateFormat(choices.text("format", "yyyy-MM-dd") or "yyyy-MM-dd", choices.zone)
        begin, end = choices.text("begin", None) or "", choices.text("end", None)
        first = date_of(form, begin, "begin")
        if end and date_of(form, end, "end") < first:
            raise BadPartition(f"the end {end} is before the begin {begin}", "end")
        if end and first <= 0:
            raise BadPartition("the engine forgets the end if the begin is before 1970", "begin")
        natural = choices.flag("natural")
        if natural and shards < 31:
            raise BadPartition(f"a month has 31 days, and there are {shards} shards", "natural")
        days = choices.integer("days", 1, 1)
        return cls(form=form, begin=begin, end=end, days=days, natural=natural)

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take the dates; what is missing fails later, except what the begin needs."""
        natural = settings.text("sNaturalDay") == "1"
        said = settings.text("sPartionDay")
        made = cls(
            form=late(settings.text("dateFormat"), settings.zone),
            begin=settings.text("sBeginDate"),
            end=settings.text("sEndDate"),
            days=parsed(said or "0", INT) or 0,
            natural=natural,
        )
        if made.begin is None:
            return made
        if made.form is None:
            DateFormat(settings.needed("dateFormat"), settings.zone)
        plan = _plan(made)
        if not (natural and plan.natural):
            number(settings.needed("sPartionDay"), "sPartionDay")
        return made

    def properties(self) -> dict[str, str]:
        """Return what is known."""
        found = {
            "dateFormat": self.form.pattern if self.form else None,
            "sBeginDate": self.begin,
            "sEndDate": self.end,
            "sPartionDay": str(self.days),
            "sNaturalDay": "1" if self.natural else "0",
        }
        return {name: text for name, text in found.items() if text is not None}

    @property
    def partition_num(self) -> int:
        """The slices from the begin to the end; -1 without an end."""
        count = _plan(self).count
        return count if count > 0 else -1

    def calculate(self, key: str) -> int | None:
        """Return the slice of a date; it may be negative."""
        form, plan = self._form, _plan(self)
        at = form.parse(key)
        if plan.natural:
            return moment(at, zone(form.zone)).day - 1
        if plan.length == 0:
            raise Unroutable("slices of 0 days hold no date")
        place = wrapped(quotient(at - plan.first, plan.length), INT)
        return remainder(place, plan.count) if plan.count and at > plan.last else place

    def calculate_range(self, begin: str, end: str) -> tuple[int, ...] | None:
        """Return the slices of all days between; all shards if a date cannot be read."""
        form = self._form
        try:
            at, last = form.parse(begin), form.parse(end)
        except Unroutable:
            return ()
        found: dict[int | None, None] = {}
        while at <= last:
            found[self.calculate(form.format(at))] = None
            day = moment(at, zone(form.zone))
            at = instant(day.year, day.month, day.day + 1, day.millis, zone(form.zone))
        return tuple(shard for shard in found if shard is not None)

    @property
    def _form(self) -> DateFormat:
        if self.form is None:
            raise Unroutable("no date can be read without `dateFormat`")
        return self.form


@record(frozen=True, slots=True)
class _Plan:
    """What the engine computes at set-up: instants and lengths in milliseconds; 0 for none."""

    first: int = 0
    last: int = 0
    length: int = 0
    count: int = 0
    natural: bool = False


@lru_cache(maxsize=256)
def _plan(date: Date) -> _Plan:
    """Set a function up; raises BadPartition."""
    if date.form is None or date.begin is None:
        return _Plan(natural=date.natural)
    first = date_of(date.form, date.begin, "begin")
    length = (1 if date.natural else date.days) * DAY
    if date.end is None or first <= 0:
        return _Plan(first, 0, length, 0, date.natural)
    last = date_of(date.form, date.end, "end")
    count = _count(first, last, length)
    if date.natural and count < _MONTH:
        length = date.days * DAY
        return _Plan(first, last, length, _count(first, last, length))
    return _Plan(first, last, length, count, date.natural)


def _count(first: int, last: int, length: int) -> int:
    if length == 0:
        raise BadPartition("slices of 0 days do not end", "days")
    return wrapped(quotient(last - first, length), INT) + 1
