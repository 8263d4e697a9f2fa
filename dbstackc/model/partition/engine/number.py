"""Numbers and hashes as Java computes them.

Source: the Java Language Specification, section 15; java.lang.Integer, Long and String.
"""

import re

INT = 32
LONG = 64
_NUMBER = re.compile(r"[+-]?\d+")


def wrapped(number: int, bits: int) -> int:
    """Cut a number to a signed one of so many bits."""
    half = 1 << (bits - 1)
    return ((number + half) & ((1 << bits) - 1)) - half


def parsed(text: str, bits: int | None = None) -> int | None:
    """Read a number as Integer.parseInt, Long.parseLong (bits) or BigInteger (None) do.

    A sign, then decimal digits of any script of the basic plane; no blanks.
    """
    if not _NUMBER.fullmatch(text) or any(ord(char) > 0xFFFF for char in text):
        return None
    number = int(text)
    if bits is not None and number != wrapped(number, bits):
        return None
    return number


def quotient(number: int, by: int) -> int:
    """Divide toward zero; raises ZeroDivisionError."""
    result = abs(number) // abs(by)
    return result if (number < 0) == (by < 0) else -result


def remainder(number: int, by: int) -> int:
    """Return what is left of a division toward zero; it has the sign of the number."""
    return number - quotient(number, by) * by


def units(text: str) -> memoryview:
    """Return the UTF-16 units of a text: what Java counts as characters."""
    return memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")


def substring(text: str, start: int, end: int) -> str | None:
    """Return a part of a text by UTF-16 units; None where Java would throw."""
    data = text.encode("utf-16-le", "surrogatepass")
    if not 0 <= start <= end <= len(data) // 2:
        return None
    return data[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


def string_hash(text: str) -> int:
    """Return String.hashCode: a signed number of 32 bits."""
    result = 0
    for unit in units(text):
        result = (31 * result + unit) & 0xFFFFFFFF
    return wrapped(result, INT)
