"""Programs of this machine: where they lie, and what they answer in how long."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence

from dbstackc.base.record import record

PLACES = ("/usr/local/sbin", "/usr/sbin", "/sbin")
"""Where programs lie that an ordinary PATH on Debian lacks."""


@record(frozen=True, slots=True)
class Answer:
    """How a program ended, and what it said on its two streams."""

    code: int
    out: str
    error: str


class SilentError(Exception):
    """A program did not end in its time, and was killed."""


def find(program: str) -> str | None:
    """Return where a program is, or None."""
    return shutil.which(program) or shutil.which(program, path=os.pathsep.join(PLACES))


class Patience:
    """Run programs to their ends without input, each for so many seconds at most."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._running: set[subprocess.Popen[str]] = set()
        self._is_over = False

    def ask(self, words: Sequence[str], environment: Mapping[str, str]) -> Answer:
        """Run a program; raise SilentError where it takes too long, and kill all that it began.

        environment: what is said beside this process's own.
        """
        if self._is_over:
            raise SilentError(words[0])
        process = subprocess.Popen(
            [find(words[0]) or words[0], *words[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            env={**os.environ, **environment},
            start_new_session=True,
        )
        self._running.add(process)
        try:
            out, error = process.communicate(timeout=self._seconds)
        except subprocess.TimeoutExpired:
            raise SilentError(words[0]) from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
            self._running.discard(process)
        return Answer(process.returncode, out, error)

    def end(self) -> None:
        """Kill what runs in other threads, and begin nothing more."""
        self._is_over = True
        for process in tuple(self._running):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
