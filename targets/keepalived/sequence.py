"""What `~SEQ` and `~LST` stand for: a line, once for each of some values.

Source: keepalived.conf(5), 2.2, "Sequences and lists"; keepalived 2.2.7, lib/parser.c, `add_seq`
and `add_lst`.
"""

import re
from itertools import islice, zip_longest
from typing import NamedTuple

_SEQ = re.compile(r"~SEQ(x?)\s*\(\s*([^\s,)]+)\s*,([^)]*)\)\s*(.*)", re.S)
_LST = re.compile(r"~LST\s*\(\s*(\{[^{}]*\}|[^\s,{}]+)\s*,(.*?)\)\s*(.*)", re.S)
_PART = re.compile(r"\{([^{}]*)\}|([^\s,{}]+)")
_NUMBER = re.compile(r"\s*(-?(?:0[xX][0-9A-Fa-f]{1,12}|\d{1,12}))\s*")


class Runs(NamedTuple):
    """A line, and the definitions that are made before each time that it is read."""

    text: str
    values: list[dict[str, str]]


def sequence(code: str, most: int) -> Runs:
    """Return the runs of a line that begins with `~SEQ` or `~LST`; none where it is malformed.

    most: how many are wanted of them at most.
    """
    if (found := _SEQ.match(code)) is not None:
        numbers = [_NUMBER.fullmatch(part) for part in found[3].split(",")]
        ends = [_number(each[1]) for each in numbers if each is not None]
        if len(ends) == len(numbers) and 1 <= len(ends) <= 3:
            form = "x" if found[1] else "d"
            values = [{found[2]: format(each, form)} for each in islice(_steps(*ends), most)]
            return Runs(found[4], values)
    elif (found := _LST.match(code)) is not None:
        names = found[1].strip("{} \t").replace(",", " ").split()
        made = []
        for part in islice(_PART.finditer(found[2]), most):
            each = [value.strip() for value in (part[1] or "").split(",")]
            row = each if part[1] is not None else [part[2]]
            made.append(dict(zip_longest(names, row[: len(names)], fillvalue="")))
        return Runs(found[3], made)
    return Runs("", [])


def _number(text: str) -> int:
    """Return a number as C reads it: sixteen to the digit after 0x, eight after 0."""
    bare = text.lstrip("-")
    base = 16 if bare[:2].lower() == "0x" else 8 if bare[0] == "0" and bare.isdigit() else 10
    try:
        return int(text, base)
    except ValueError:
        return 0


def _steps(first: int, second: int | None = None, third: int | None = None) -> range:
    """Return the numbers of `end`, of `start, end` or of `start, step, end`."""
    if second is None:
        start, step, end = (1, 1, first) if first >= 1 else (-1 if first < 0 else 1, -1, first)
    elif third is None:
        start, end = first, second
        step = 1 if start <= end else -1
    else:
        start, step, end = first, second, third
    if step == 0 or (start < end and step < 0) or (start > end and step > 0):
        return range(0)
    return range(start, end + (1 if step > 0 else -1), step)
