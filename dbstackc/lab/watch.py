"""Watch who holds each vip: the kernel tells of every address that comes and goes."""

import os
import selectors
import subprocess
import threading
import time
from collections.abc import Sequence
from types import TracebackType

from dbstackc.lab.need import call, find
from dbstackc.lab.plan import Plan
from dbstackc.lab.state import Lab
from dbstackc.model.topology import Vip

EVERY = 0.05
"""Seconds between looks at which machines are cut off; what the kernel says is read at once."""

SETTLE = 0.3
"""Seconds until the kernel tells a listener everything."""

Held = tuple[float, frozenset[str]]
"""Since when, and by which machines that can be reached."""


class Watch:
    """While it is entered, it looks; afterwards it tells, of the worst of the vips.

    moved: seconds from the mark until one other machine alone held it; 0 if it stayed.
    nobody: the longest time in seconds in which nobody held it. both: the longest in which more
    than one machine that can be reached did. stall: the longest time for which this machine did
    not let the watch go on.
    """

    def __init__(self, lab: Lab, made: Plan, vips: Sequence[Vip]) -> None:
        self.moved = self.nobody = self.both = self.stall = 0.0
        self._lab = lab
        self._places = {
            each.machine: made.machine(each.machine)
            for each in made.containers
            if each.role == "keepalived"
        }
        self._vips = [vip.address for vip in vips] if self._places else []
        self._has: dict[str, set[str]] = {}
        self._lines: dict[str, list[Held]] = {address: [] for address in self._vips}
        self._mark: float | None = None
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._listeners: list[subprocess.Popen[bytes]] = []
        self._selector = selectors.DefaultSelector()

    def mark(self) -> None:
        """Remember that now something happens."""
        self._mark = time.monotonic()

    def __enter__(self) -> "Watch":
        for name in self._places if self._vips else ():
            # should this process be killed, the listener goes with it
            words = ("setpriv", "--pdeathsig", "KILL", find("ip") or "ip", "-n")
            listener = subprocess.Popen(
                [*words, self._lab.space(name), "-o", "monitor", "address"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                bufsize=0,
            )
            assert listener.stdout
            os.set_blocking(listener.stdout.fileno(), False)
            self._listeners.append(listener)
            self._selector.register(listener.stdout, selectors.EVENT_READ, name)
        if self._listeners:
            time.sleep(SETTLE)
        for name in self._places if self._vips else ():
            told = call("ip", "-n", self._lab.space(name), "-o", "address", "show")
            self._has[name] = {vip for vip in self._vips if f" {vip}/" in told}
        self._note(time.monotonic())
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ends.set()
        self._thread.join()
        for listener in self._listeners:
            listener.kill()
            listener.wait()
            if listener.stdout:
                listener.stdout.close()
        self._selector.close()
        end = time.monotonic()
        for line in self._lines.values():
            self.nobody = max(self.nobody, longest(line, end, 0, 0))
            self.both = max(self.both, longest(line, end, 2, len(self._places)))
            if self._mark is not None:
                self.moved = max(self.moved, moved_after(line, self._mark))

    def _look(self) -> None:
        before = time.monotonic()
        while not self._ends.is_set():
            for key, _ in self._selector.select(EVERY) if self._listeners else ():
                assert isinstance(key.data, str)
                told = os.read(key.fd, 65536).decode(errors="replace")
                self._hear(key.data, told.splitlines())
            if not self._listeners:
                time.sleep(EVERY)
            now = time.monotonic()
            self._note(now)
            self.stall = max(self.stall, now - before - EVERY)
            before = now

    def _hear(self, name: str, told: Sequence[str]) -> None:
        for line in told:
            for vip in self._vips:
                if f" {vip}/" in line:
                    here = self._has[name]
                    (here.discard if line.startswith("Deleted") else here.add)(vip)

    def _note(self, now: float) -> None:
        dead = self._lab.dead()
        for vip, line in self._lines.items():
            held = frozenset(
                name for name, has in self._has.items() if vip in has and name not in dead
            )
            if not line or line[-1][1] != held:
                line.append((now, held))


def longest(line: Sequence[Held], end: float, least: int, most: int) -> float:
    """Return the longest time in which from `least` to `most` machines held it."""
    found, since = 0.0, None
    for moment, held in (*line, (end, frozenset[str]())):
        is_so = least <= len(held) <= most and moment != end
        if since is not None and not is_so:
            found = max(found, moment - since)
        since = (since if since is not None else moment) if is_so else None
    return found


def moved_after(line: Sequence[Held], mark: float) -> float:
    """Return how long after a moment one other machine alone held it; 0 if that never came."""
    before = [held for moment, held in line if moment <= mark]
    first = before[-1] if before else frozenset[str]()
    for moment, held in line:
        if moment > mark and len(held) == 1 and held != first:
            return moment - mark
    return 0.0
