"""`by date-hash(day)`: slices of days, each spread over a group of shards."""

from typing import Self

from dbstackc.base.record import record
from dbstackc.model.partition.engine.calendar import DAY
from dbstackc.model.partition.engine.choices import Choices
from dbstackc.model.partition.engine.contract import BadPartition, Option, Partition, Unroutable
from dbstackc.model.partition.engine.dates import DateFormat, date_of
from dbstackc.model.partition.engine.number import INT, quotient, wrapped
from dbstackc.model.partition.engine.settings import Settings, number

_MULTIPLIER = 2862933555777941757


@record(frozen=True, slots=True, kw_only=True)
class DateHash(Partition):
    """Each slice of days has the next shards for itself; a hash of the instant chooses among them.

    The engine does not compare the number of shards, and the slices have no end.

    begin: a text of the form; days: of 24 hours; group: how many shards a slice has, at least 1.

    Source: MyCat 1.6.7.4, route/function/PartitionByRangeDateHash; Guava, Hashing.consistentHash.
    """

    NAME = "date-hash"
    CLASS = "PartitionByRangeDateHash"
    OPTIONS = (
        Option("format", "dateFormat", "text", "The form of the dates.", "yyyy-MM-dd HH:mm:ss"),
        Option(
            "begin",
            "sBeginDate",
            "date",
            "The first instant of shard 0.",
            required=True,
            example='"2024-01-01 00:00:00"',
        ),
        Option("days", "sPartionDay", "count", "How many days a slice holds.", required=True),
        Option("group", "groupPartionSize", "count", "How many shards a slice has.", required=True),
    )

    form: DateFormat
    begin: str
    days: int
    group: int

    @classmethod
    def make(cls, shards: int, choices: Choices) -> Self:
        """Take the dates as written."""
        pattern = choices.text("format", None) or "yyyy-MM-dd HH:mm:ss"
        form = DateFormat(pattern, choices.zone)
        begin = choices.text("begin", None) or ""
        date_of(form, begin, "begin")
        return cls(
            form=form,
            begin=begin,
            days=choices.integer("days", 0, 1),
            group=choices.integer("group", 0, 1, shards),
        )

    @classmethod
    def read(cls, settings: Settings) -> Self:
        """Take the dates."""
        form = DateFormat(settings.needed("dateFormat"), settings.zone)
        begin = settings.needed("sBeginDate")
        date_of(form, begin, "begin")
        group = number(settings.needed("groupPartionSize"), "groupPartionSize")
        if group <= 0:
            raise BadPartition(f"a group has at least one shard, and `groupPartionSize` is {group}")
        days = number(settings.needed("sPartionDay"), "sPartionDay")
        return cls(form=form, begin=begin, days=days, group=group)

    def properties(self) -> dict[str, str]:
        """Return the form, the begin and the two numbers."""
        return {
            "dateFormat": self.form.pattern,
            "sBeginDate": self.begin,
            "sPartionDay": str(self.days),
            "groupPartionSize": str(self.group),
        }

    def calculate(self, key: str) -> int | None:
        """Return the shard in the group of the slice; it may be negative."""
        at = self.form.parse(key)
        return wrapped(self._slice(at) * self.group + _consistent(at, self.group), INT)

    def calculate_range(self, begin: str, end: str) -> tuple[int, ...] | None:
        """Return the whole groups from the slice of the begin to that of the end."""
        first = self._slice(self.form.parse(begin)) * self.group
        last = (self._slice(self.form.parse(end)) + 1) * self.group - 1
        return tuple(range(first, last + 1)) if last >= first else None

    def _slice(self, at: int) -> int:
        if self.days == 0:
            raise Unroutable("slices of 0 days hold no date")
        return wrapped(quotient(at - date_of(self.form, self.begin, "begin"), self.days * DAY), INT)


def _consistent(value: int, buckets: int) -> int:
    state, candidate = value & 0xFFFFFFFFFFFFFFFF, 0
    while True:
        state = (state * _MULTIPLIER + 1) & 0xFFFFFFFFFFFFFFFF
        following = int((candidate + 1) / (((state >> 33) + 1) / (1 << 31)))
        if following >= buckets:
            return candidate
        candidate = following
