"""How a text is shown on a terminal: harmless, and with known widths.

What a file contains never reaches the terminal as a command to it: whatever is not plainly visible
is spelled out. Widths are counted in cells; a wide character takes two.
"""

import unicodedata

from dbstackc.surface.look import Look

TAB = 4
_SPELLED = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_NO_WIDTH = frozenset(("Mn", "Me"))


def cells(text: str, look: Look) -> list[tuple[str, int]]:
    """Return for each character of one line what is shown for it and how many cells that takes.

    text: tabs go on to the next multiple of 4 cells; a combining mark takes none.
    """
    found: list[tuple[str, int]] = []
    at = 0
    for char in text:
        shown = _cell(char, at, look)
        found.append(shown)
        at += shown[1]
    return found


def _cell(char: str, at: int, look: Look) -> tuple[str, int]:
    if " " <= char <= "~":
        return char, 1
    if char == "\t":
        width = TAB - at % TAB
        return " " * width, width
    category = unicodedata.category(char)
    if category in _SPELLED or (look.ascii_only and char > "~"):
        spelled = f"\\u{{{ord(char):x}}}"
        return spelled, len(spelled)
    if category in _NO_WIDTH:
        return (char, 0) if at else ("\u25cc" + char, 1)
    return char, 2 if unicodedata.east_asian_width(char) in "WF" else 1


def shown(text: str, look: Look) -> str:
    """Return one line of text, harmless; what is longer than the look allows is cut."""
    if text.isascii() and text.isprintable() and len(text) <= look.longest:
        return text
    cut = text[: look.longest]
    drawn = "".join(cell for cell, _ in cells(cut, look))
    return drawn + look.dots if len(text) > look.longest else drawn


def width(text: str, look: Look) -> int:
    """Return how many cells a line takes once shown."""
    return sum(cell for _, cell in cells(text, look))
