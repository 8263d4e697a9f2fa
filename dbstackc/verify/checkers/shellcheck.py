"""ShellCheck, which sees what a script means beside what it says."""

import re
from collections.abc import Iterator

from dbstackc.verify.checkers.shell import reads as reads
from dbstackc.verify.contract import Complaint, Desk, in_silence
from dbstackc.work.program import find

GET = "install Debian's package shellcheck"

_SAID = re.compile(r"[^:]*:(?P<line>\d+):\d+: (?P<level>\w+): (?P<what>.*)")


def program() -> str | None:
    """Return where ShellCheck is."""
    return find("shellcheck")


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield its findings; those of style are left out."""
    said = desk.run("shellcheck", "--norc", "--severity=info", "--format=gcc", desk.at(path))
    found = [match for line in said.out.splitlines() if (match := _SAID.match(line))]
    for match in found:
        yield Complaint(path, match["what"], int(match["line"]), match["level"] == "error")
    if said.code and not found:
        yield (
            Complaint(path, said.error.strip())
            if said.error.strip()
            else in_silence(path, said.code)
        )
