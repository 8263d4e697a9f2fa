"""Docker's daemon on its own settings, by `dockerd --validate`; it starts nothing.

Source: Docker manual, "dockerd", --validate; Docker 23.0 and later have it.
"""

import subprocess
from collections.abc import Iterator
from functools import lru_cache

from dbstackc.verify.contract import Complaint, Desk, in_silence, line_with
from dbstackc.work.program import find

GET = "install Docker 23 or a later one; Debian 12's dockerd cannot be asked"


@lru_cache(maxsize=1)
def program() -> str | None:
    """Return where a daemon is that can be asked."""
    found = find("dockerd")
    if found is None:
        return None
    done = subprocess.run([found, "--help"], capture_output=True, text=True)
    return found if "--validate" in done.stdout else None


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is a daemon's settings."""
    return path.endswith("daemon.json")


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield what it refuses."""
    said = desk.run("dockerd", "--validate", f"--config-file={desk.at(path)}")
    text = desk.text(path)
    lines = [line.strip() for line in (said.out + said.error).splitlines() if line.strip()]
    for line in lines:
        if line == "configuration OK":
            continue
        words = [each.strip("\"',:()") for each in line.split()]
        keys = (line_with(text, (f'"{word}"',)) for word in words if word)
        yield Complaint(path, line, next((each for each in keys if each), None), said.code != 0)
    if said.code and not lines:
        yield in_silence(path, said.code)
