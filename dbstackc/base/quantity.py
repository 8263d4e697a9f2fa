"""Quantities that know their unit and print as they are written.

Each parser takes the text of a value and returns the quantity, or None where the text is not one.
Numbers are ASCII digits without leading zeros beyond a single 0.
"""

import ipaddress
import re
from functools import lru_cache

from dbstackc.base.record import record

_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}", re.ASCII)
_SIZE = re.compile(r"(0|[1-9][0-9]{0,14})([KMGT])", re.ASCII)
_DURATION = re.compile(r"(0|[1-9][0-9]{0,14})(ms|s|m|h|d)", re.ASCII)
_RATIO = re.compile(r"(0|[1-9][0-9]{0,2})%", re.ASCII)
_RANGE = re.compile(r"([0-9]{1,15})\.\.([0-9]{1,15})", re.ASCII)
_SIZES = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
_TIMES = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}


@record(frozen=True, slots=True, order=True)
class Size:
    """An amount of memory in bytes; binary units, as MySQL and Docker read them."""

    bytes: int

    def __str__(self) -> str:
        for unit in "TGMK":
            if self.bytes and self.bytes % _SIZES[unit] == 0:
                return f"{self.bytes // _SIZES[unit]}{unit}"
        return str(self.bytes)


@record(frozen=True, slots=True, order=True)
class Duration:
    """A length of time in milliseconds."""

    ms: int

    @property
    def seconds(self) -> int:
        """Whole seconds, rounded up."""
        return -(-self.ms // 1000)

    def __str__(self) -> str:
        for unit in ("d", "h", "m", "s"):
            if self.ms and self.ms % _TIMES[unit] == 0:
                return f"{self.ms // _TIMES[unit]}{unit}"
        return f"{self.ms}ms"


@record(frozen=True, slots=True)
class Range:
    """Two counts, both inclusive; low <= high."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}..{self.high}"


@record(frozen=True, slots=True)
class Ratio:
    """A share in percent, 0 to 100."""

    percent: int

    def __str__(self) -> str:
        return f"{self.percent}%"


def count(text: str) -> int | None:
    """Read a whole number, 0 to 10^15 - 1."""
    return int(text) if _NUMBER.fullmatch(text) else None


def port(text: str) -> int | None:
    """Read a port, 1 to 65535."""
    number = count(text)
    return number if number is not None and 1 <= number <= 65535 else None


def size(text: str) -> Size | None:
    """Read `512M`: a number and K, M, G or T."""
    found = _SIZE.fullmatch(text)
    return Size(int(found[1]) * _SIZES[found[2]]) if found else None


def duration(text: str) -> Duration | None:
    """Read `500ms`: a number and ms, s, m, h or d."""
    found = _DURATION.fullmatch(text)
    return Duration(int(found[1]) * _TIMES[found[2]]) if found else None


def ratio(text: str) -> Ratio | None:
    """Read `80%`, 0 to 100."""
    found = _RATIO.fullmatch(text)
    return Ratio(int(found[1])) if found and int(found[1]) <= 100 else None


def range_of(text: str) -> Range | None:
    """Read `10..1000`, low to high."""
    found = _RANGE.fullmatch(text)
    if not found or int(found[1]) > int(found[2]):
        return None
    return Range(int(found[1]), int(found[2]))


@lru_cache(maxsize=65536)
def address(text: str) -> str | None:
    """Read an IPv4 address, or an IPv6 one in brackets; return it in its shortest form, bare."""
    try:
        if text.startswith("[") and text.endswith("]"):
            return str(ipaddress.IPv6Address(text[1:-1]))
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        return None


def subnet(text: str) -> str | None:
    """Read a network such as `10.20.0.0/16`; host bits must be zero."""
    try:
        if text.startswith("[") and "]" in text:
            inside, _, bits = text[1:].partition("]")
            text = inside + bits
        if "/" not in text:
            return None
        return str(ipaddress.ip_network(text))
    except ValueError:
        return None
