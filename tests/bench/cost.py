"""Measure what a child process costs: processor time and memory."""

import os
import sys
import sysconfig
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATHS = os.pathsep.join([str(ROOT), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
"""Where a child finds what it imports; hooks in these folders do not run."""


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time, user and system together; bytes of the largest resident set."""

    cpu: float
    memory: int

    def least(self, other: "Cost | None") -> "Cost":
        """Return the lower of each."""
        if other is None:
            return self
        return Cost(min(self.cpu, other.cpu), min(self.memory, other.memory))


def make_python(place: Path) -> str:
    """Make an interpreter that starts bare, and return its path.

    What is installed here may hook into every start (`.pth` files), which would count for us: the
    ratios are to a bare start.
    """
    venv.create(place, with_pip=False)
    return str(place / "bin" / "python")


def measure(command: Sequence[str]) -> Cost:
    """Run a command to its end, its output unseen; raise RuntimeError where it fails.

    A child starts with the memory of this process on its account (Linux counts what it held before
    `exec`), so this process stays small.
    """
    quiet = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    environment = {**os.environ, "PYTHONPATH": PATHS}
    child = os.posix_spawn(command[0], list(command), environment, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"exit code {code}: {' '.join(command)}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * unit)


def side_by_side(
    commands: Sequence[Sequence[str]], rounds: int, before: Callable[[], None]
) -> list[Cost]:
    """Return the least cost of each command over some rounds; each round runs them all in turn.

    before: called before each command, and not measured.
    """
    least: list[Cost | None] = [None] * len(commands)
    for _ in range(rounds):
        for index, command in enumerate(commands):
            before()
            least[index] = measure(command).least(least[index])
    return [cost for cost in least if cost is not None]
