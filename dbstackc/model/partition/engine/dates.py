"""Dates as SimpleDateFormat reads and writes them.

Followed: y, M and MM, d, H, k, m, s, S, literals and quoted text; lenient, and text after the date
is ignored.
Not followed: names of months and days, eras, weeks, am and pm, time zones, exponents.

Source: java.text.SimpleDateFormat (JDK 8), `parse`, `subParse`, `subFormat`; DecimalFormat.parse.
"""

import re
from functools import lru_cache

from dbstackc.base.record import record
from dbstackc.model.partition.engine.calendar import instant, moment, zone
from dbstackc.model.partition.engine.contract import BadPartition, Unfollowed, Unroutable
from dbstackc.model.partition.engine.number import INT, LONG, wrapped

_LETTERS = "GyMdkHmsSEDFwWahKzZYuXL"
_FOLLOWED = "yMdkHmsS"
_NUMBER = re.compile(r"-?\d+")


@record(frozen=True, slots=True)
class DateFormat:
    """A pattern of SimpleDateFormat in a time zone.

    pattern: its text; zone: an IANA name.
    """

    pattern: str
    zone: str = "UTC"

    def __post_init__(self) -> None:
        _fields(self.pattern)
        zone(self.zone)

    def parse(self, text: str) -> int:
        """Return the milliseconds since 1970 of a date; raises Unroutable."""
        parts = _fields(self.pattern)
        said = {"y": 1970, "M": 1, "d": 1, "H": 0, "m": 0, "s": 0, "S": 0}
        at = 0
        for place, (letter, width) in enumerate(parts):
            if width == 0:
                if text[at : at + 1] != letter:
                    raise _refusal(text, self.pattern)
                at += 1
                continue
            follows = parts[place + 1][1] if place + 1 < len(parts) else 0
            limit = at + width if follows else len(text)
            while text[at : at + 1] in (" ", "\t") and text[at : at + 1]:
                at += 1
            found = _NUMBER.match(text, at, limit) if limit <= len(text) else None
            if found is None or at >= len(text):
                raise _refusal(text, self.pattern)
            at = found.end()
            number = _int(int(found[0]))
            if letter == "y" and width <= 2 and re.fullmatch(r"\d\d", found[0]):
                raise Unroutable(f"`{text}` has a year of two digits; its century moves with time")
            said["H" if letter == "k" else letter] = 0 if letter == "k" and number == 24 else number
        millis = ((said["H"] * 60 + said["m"]) * 60 + said["s"]) * 1000 + said["S"]
        return instant(said["y"], said["M"], said["d"], millis, zone(self.zone))

    def format(self, at: int) -> str:
        """Return the text of an instant, given in milliseconds since 1970."""
        when = moment(at, zone(self.zone))
        seconds, millis = divmod(when.millis, 1000)
        hour = seconds // 3600
        values = {
            "y": when.year_of_era, "M": when.month, "d": when.day, "H": hour, "k": hour or 24,
            "m": seconds // 60 % 60, "s": seconds % 60, "S": millis,
        }  # fmt: skip
        written = []
        for letter, width in _fields(self.pattern):
            if width == 0:
                written.append(letter)
            elif letter == "y" and width == 2:
                written.append(f"{values['y'] % 100:02}")
            else:
                written.append(f"{values[letter]:0{width}}")
        return "".join(written)


def late(pattern: str | None, where: str) -> DateFormat | None:
    """Return a format; None for one that Java refuses, as the engine finds out only in use."""
    try:
        return DateFormat(pattern, where) if pattern else None
    except Unfollowed:
        raise
    except BadPartition:
        return None


@lru_cache(maxsize=1024)
def date_of(form: DateFormat, text: str, option: str) -> int:
    """Return the instant of a date that a partition starts or ends with; raises BadPartition."""
    try:
        return form.parse(text)
    except Unroutable as problem:
        raise BadPartition(str(problem), option) from None


@lru_cache(maxsize=256)
def _fields(pattern: str) -> tuple[tuple[str, int], ...]:
    """Split a pattern into fields, a letter and its width, and literals, of width 0."""
    found: list[tuple[str, int]] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "'":
            at = _quoted(pattern, at + 1, found)
        elif char.isascii() and char.isalpha():
            width = len(pattern) - at - len(pattern[at:].lstrip(char))
            if char not in _LETTERS:
                raise BadPartition(f"`{char}` is not a letter of a date format", "format")
            if char not in _FOLLOWED or (char == "M" and width > 2):
                raise Unfollowed(f"`{char * width}` in a date format is not followed", "format")
            found.append((char, width))
            at += width
        else:
            found.append((char, 0))
            at += 1
    return tuple(found)


def _quoted(pattern: str, at: int, found: list[tuple[str, int]]) -> int:
    """Take quoted text, in which '' is an apostrophe; return where it ends."""
    if pattern[at : at + 1] == "'":
        found.append(("'", 0))
        return at + 1
    while at < len(pattern):
        if pattern[at] != "'":
            found.append((pattern[at], 0))
        elif pattern[at + 1 : at + 2] == "'":
            found.append(("'", 0))
            at += 1
        else:
            return at + 1
        at += 1
    raise BadPartition("a quotation in the date format does not end", "format")


def _int(number: int) -> int:
    """Return Number.intValue: cut a long, hold a double at its limit."""
    if wrapped(number, LONG) == number:
        return wrapped(number, INT)
    return 2**31 - 1 if number > 0 else -(2**31)


def _refusal(text: str, pattern: str) -> Unroutable:
    return Unroutable(f"`{text}` is not a date of the form `{pattern}`")
