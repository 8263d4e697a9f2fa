"""Tell on a terminal that a run goes on, once it takes long."""

import os
import signal
import sys
import time
from collections.abc import Mapping
from typing import Any, TextIO

PATIENCE = 0.4
"""Seconds before anything is drawn: a short run shows nothing."""

BEAT = 0.1
"""Seconds from one drawing to the next."""

WHEEL = "|/-\\"

ROBOTS = ("CI", "GITHUB_ACTIONS", "GITLAB_CI")
"""Variables that say that nobody watches."""


class Progress:
    """One line that is drawn again and again, and gone with the first word that is said.

    stage: what is being done, a few words. A timer's signal draws: no thread, and no cost for what
    is done meanwhile.
    """

    def __init__(self) -> None:
        self.stage = ""
        self._since: float | None = None
        self._drawn = 0

    def begin(self, stage: str) -> None:
        """Draw from now on, after a moment."""
        self.stage = stage
        self._since = time.monotonic()
        signal.signal(signal.SIGALRM, self._draw)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE, BEAT)

    def end(self) -> None:
        """Draw no more, and leave the line as it was."""
        if self._since is None:
            return
        self._since = None
        signal.setitimer(signal.ITIMER_REAL, 0)
        if self._drawn:
            self._put("\r\x1b[K")

    def _draw(self, *_: Any) -> None:
        if self._since is None:
            return
        seconds = time.monotonic() - self._since
        line = f"{WHEEL[self._drawn % len(WHEEL)]} {self.stage} ... {seconds:.1f} s"
        self._drawn += 1
        self._put("\r" + line[: _width() - 1] + "\x1b[K")

    def _put(self, text: str) -> None:
        try:
            os.write(2, text.encode("ascii", "replace"))
        except OSError:
            self._since = None


def is_watched(stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Tell whether somebody sees a stream at once: a terminal that can draw, and no robot's."""
    if stream is None or not hasattr(signal, "setitimer"):
        return False
    if environment.get("TERM", "dumb") == "dumb" or any(map(environment.get, ROBOTS)):
        return False
    try:
        return stream.isatty() and stream.fileno() == sys.__stderr__.fileno()  # type: ignore[union-attr]
    except (ValueError, OSError, AttributeError):
        return False


def _width() -> int:
    try:
        return max(os.get_terminal_size(2).columns, 20)
    except OSError:
        return 80
