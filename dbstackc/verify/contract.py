"""What a checker is, and what it says."""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Protocol, TypeVar

from dbstackc.base.record import record
from dbstackc.work.program import Answer, Patience

NO_DAEMON = "unix:///nonexistent/docker.sock"
"""Where docker looks for a daemon: none must be there, so that nothing is ever deployed."""


T = TypeVar("T")


@record(frozen=True, slots=True)
class Complaint:
    """One thing that an engine says against a file.

    path: in the bundle. line: from 1; None where the engine names none and none can be guessed.
    is_refusal: whether the engine would not do as told; else it only warns.
    """

    path: str
    text: str
    line: int | None = None
    is_refusal: bool = True


class Desk:
    """Where a bundle lies to be asked about: a copy of its own, all holes filled with nothing true.

    Stops what stands on it when it is left. place: its folder.
    """

    def __init__(self, place: Path, patience: Patience) -> None:
        self.place = place
        self._patience = patience
        self._standing: dict[object, Any] = {}
        self._ends = ExitStack()
        self._lock = Lock()

    def __enter__(self) -> "Desk":
        """Return the desk."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop what stands on it."""
        self._ends.close()

    def standing(self, begin: "Callable[[Desk], AbstractContextManager[T]]") -> T:
        """Return what is begun once for all who ask, and ends with the desk."""
        with self._lock:
            if begin not in self._standing:
                self._standing[begin] = self._ends.enter_context(begin(self))
            found: T = self._standing[begin]
            return found

    def at(self, path: str) -> str:
        """Return where a file of the bundle lies."""
        return str(self.place / path)

    def text(self, path: str) -> str:
        """Return a file of the bundle; empty where there is none."""
        file = self.place / path
        return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""

    def run(self, *words: str, alone: bool = False) -> Answer:
        """Run a program to its end, without input, in the C locale, with no daemon to be found.

        alone: in a network namespace of its own.
        Raises SilentError where it does not end in its time.
        """
        apart = self.apart() if alone else ()
        path = f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin:/sbin"
        told = {"PATH": path, "LC_ALL": "C.UTF-8", "DOCKER_HOST": NO_DAEMON}
        answer = self._patience.ask((*apart, *words), told)
        here = f"{self.place}{os.sep}"
        return Answer(answer.code, answer.out.replace(here, ""), answer.error.replace(here, ""))

    def apart(self) -> tuple[str, ...]:
        """Return the words that run those after them in a network namespace of their own."""
        return ("unshare", "--net", *(() if os.geteuid() == 0 else ("--map-root-user",)))

    def leave(self) -> None:
        """Kill what still runs; nothing is asked any more."""
        self._patience.end()


class Checker(Protocol):
    """A module that knows how to ask one engine.

    GET: how the engine is installed, an imperative.
    """

    GET: str

    def program(self) -> str | None:
        """Return the program that answers, or None where it is not installed."""

    def reads(self, desk: Desk, path: str) -> bool:
        """Return whether this engine reads a file of the bundle."""

    def ask(self, desk: Desk, path: str) -> Iterable[Complaint]:
        """Yield what the engine says against a file; raise SilentError where it says nothing."""


def in_silence(path: str, code: int) -> Complaint:
    """Return the complaint of a program that failed and did not say why."""
    return Complaint(path, f"exit code {code}, in silence")


def numbered(path: str, text: str, pattern: "re.Pattern[str]") -> list[Complaint]:
    """Return a complaint for each line that a pattern matches: groups `line` and `what`."""
    found = (pattern.match(line) for line in text.splitlines())
    return [Complaint(path, each["what"], int(each["line"])) for each in found if each]


def line_with(text: str, words: Sequence[str]) -> int | None:
    """Return the first line, from 1, that holds all of some words, or None."""
    for number, line in enumerate(text.splitlines(), 1):
        if all(re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w.-])", line) for word in words):
            return number
    return None


def key_line(text: str, keys: Sequence[str]) -> int | None:
    """Return the line, from 1, of the deepest of some keys, each below the one before it.

    text: YAML in block style, as we write it. None where not even the first is there.
    """
    found: int | None = None
    deep, wanted = -1, list(keys)
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r"(?P<indent>[ ]*(?:- +)*)[\"']?(?P<key>[^\s\"':#]+)[\"']?:(?:\s|$)", line)
        if not match:
            continue
        indent = len(match["indent"])
        if found is not None and indent <= deep:
            break
        if match["key"] == wanted[0]:
            found, deep = number, indent
            wanted.pop(0)
            if not wanted:
                break
    return found
