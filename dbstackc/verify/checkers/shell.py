"""The shell itself, by `sh -n`, or by bash where the first line says so: syntax, nothing run.

Source: POSIX, sh (-n).
"""

import re
from collections.abc import Iterator

from dbstackc.verify.contract import Complaint, Desk, in_silence
from dbstackc.work.program import find

GET = "install a shell"

_SAID = re.compile(r"[^:]*: (?:line )?(?P<line>\d+): (?P<what>.*)")


def program() -> str | None:
    """Return where the shell is."""
    return find("sh")


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is a script."""
    return path.endswith(".sh") or desk.text(path).startswith("#!")


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield where it stops reading."""
    first = desk.text(path).partition("\n")[0]
    said = desk.run("bash" if "bash" in first else "sh", "-n", desk.at(path))
    found = [match for line in said.error.splitlines() if (match := _SAID.match(line))]
    for match in found:
        yield Complaint(path, match["what"], int(match["line"]))
    if said.code and not found:
        yield in_silence(path, said.code)
