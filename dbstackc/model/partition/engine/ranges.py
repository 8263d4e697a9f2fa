"""Map files of ranges: `start-end=number`, one a line.

Source: MyCat 1.6.7.4, NumberParseUtil.parseLong and `initialize` of AutoPartitionByLong,
PartitionByPrefixPattern, PartitionByRangeMod and PartitionByPattern.
"""

from collections.abc import Iterable

from dbstackc.base.quantity import Range
from dbstackc.base.record import record
from dbstackc.model.partition.engine.contract import BadPartition, trim
from dbstackc.model.partition.engine.number import INT, LONG, parsed, wrapped
from dbstackc.model.partition.engine.settings import lines

_UNITS = {"M": 10_000, "K": 1_000}


@record(frozen=True, slots=True)
class Span:
    """A range of keys and its number; both ends belong to it. `low > high` holds nothing."""

    low: int
    high: int
    number: int

    def holds(self, value: int) -> bool:
        """Tell whether a value lies in the range."""
        return self.low <= value <= self.high


def spans(rows: Iterable[tuple[Range, int]]) -> tuple[Span, ...]:
    """Take ranges as the language has them."""
    return tuple(Span(extent.low, extent.high, number) for extent, number in rows)


def read_spans(text: str, *, units: bool = True) -> tuple[Span, ...]:
    """Read a map file.

    units: whether `5M` (50 000) and `5K` (5 000) are numbers.
    """
    found: list[Span] = []
    for line in lines(text):
        extent, equals, number = line.partition("=")
        if not equals:
            continue
        ends = trim(extent).split("-")
        while ends and not ends[-1]:
            ends.pop()
        if len(ends) < 2:
            raise BadPartition(f"`{line}` has no range of two numbers")
        low, high = (_bound(trim(end), line, units=units) for end in ends[:2])
        target = parsed(trim(number), INT)
        if target is None:
            raise BadPartition(f"`{line}` does not end in a whole number")
        found.append(Span(low, high, target))
    return tuple(found)


def write_spans(spans: Iterable[Span]) -> str:
    """Write a map file, in plain numbers: M and K do not mean what people think."""
    return "".join(f"{span.low}-{span.high}={span.number}\n" for span in spans)


def distinct(spans: Iterable[Span]) -> int:
    """Count the different numbers."""
    return len({span.number for span in spans})


def _bound(text: str, line: str, *, units: bool) -> int:
    text = text.upper()
    value = parsed(text, LONG)
    unit = next((unit for unit in _UNITS if unit in text), "")
    if units and text.find(unit) > 0:
        head, _, tail = text.partition(unit)
        whole, rest = parsed(head, LONG), parsed(tail or "0", INT)
        if whole is not None and rest is not None:
            return wrapped(whole * _UNITS[unit] + rest, LONG)
    if value is None:
        raise BadPartition(f"`{text}` is not a whole number of 64 bits, in `{line}`")
    return value
