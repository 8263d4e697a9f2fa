"""Words of haproxy.cfg, and how they are quoted."""

import re
from functools import lru_cache

from dbstackc.base.quantity import Duration

_PLAIN = re.compile(r"[A-Za-z0-9_.:;/@%+,=!?*^|&<>(){}\[\]~-]+", re.ASCII)

_ESCAPED = re.compile(r'[\\"$\x00-\x1f\x7f]')


@lru_cache(maxsize=4096)
def quote(word: str) -> str:
    r"""Return a word as it is written in a line.

    What is not plain stands in double quotes, with a backslash before each `\`, `"` and `$`.

    Source: HAProxy 2.6 configuration manual, 2.2 "Quoting and escaping".
    """
    if _PLAIN.fullmatch(word):
        return word
    return f'"{_ESCAPED.sub(_escape, word)}"'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    return f"\\x{ord(char):02x}" if char < " " or char == "\x7f" else f"\\{char}"


def comment(text: str) -> str:
    """Return a comment of one line; what cannot be printed becomes a space."""
    shown = "".join(char if char.isprintable() else " " for char in text).rstrip()
    return f"# {shown}" if shown else "#"


def time(milliseconds: int) -> str:
    """Print a time with its unit: HAProxy reads a bare number as milliseconds."""
    return str(Duration(milliseconds))
