"""What a terminal can show, and what the user asked to see on it."""

from collections.abc import Mapping
from typing import TextIO

from dbstackc.base.record import record


@record(frozen=True, slots=True, kw_only=True)
class Look:
    """How diagnostics are drawn.

    boxes: lines drawn with Unicode, else with ASCII. color: ANSI colours. ascii_only: every other
    character is spelled out, for streams that cannot carry it.
    width: cells of a source line that are shown, at least 20. longest: characters of any sentence.
    places: labels that are drawn, at least 1; the rest are counted.
    """

    boxes: bool = True
    color: bool = False
    ascii_only: bool = False
    width: int = 120
    longest: int = 400
    places: int = 8

    @property
    def dots(self) -> str:
        """What stands for text that was left out."""
        return "…" if self.boxes and not self.ascii_only else "..."


ASCII = Look(boxes=False)
"""Drawn with ASCII lines and without colours: the form that is compared in tests."""


def look_of(stream: TextIO, environment: Mapping[str, str], color: str = "auto") -> Look:
    """Return what fits a stream.

    color: auto, always or never. With auto, NO_COLOR wins over FORCE_COLOR and CLICOLOR_FORCE, and
    those over whether the stream is a terminal.
    """
    encoding = (stream.encoding or "ascii").lower().replace("_", "-")
    able = encoding.replace("-", "") in ("utf8", "utf8sig", "utf16", "utf32")
    return Look(
        boxes=able,
        ascii_only=not able,
        color=_is_colored(stream, environment, color),
    )


def _is_colored(stream: TextIO, environment: Mapping[str, str], color: str) -> bool:
    if color != "auto":
        return color == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(
        environment.get(name, "") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")
    ):
        return True
    try:
        return stream.isatty() and environment.get("TERM", "dumb") != "dumb"
    except ValueError:
        return False
