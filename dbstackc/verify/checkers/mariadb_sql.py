"""MariaDB on SQL, by running it in a server that is made for that and that no network reaches.

It stands in for MySQL and PXC, and what it knows not of theirs stands in comments that it skips.
Source: MariaDB manual, "Comment Syntax"; "mariadb Command-Line Client", --force, --binary-mode.
"""

import re
from collections.abc import Iterator

from dbstackc.verify.contract import Complaint, Desk, in_silence
from dbstackc.verify.server import PROGRAMS, serve
from dbstackc.work.program import find

GET = "install Debian's packages mariadb-server and mariadb-client"

_SAID = re.compile(
    r"^ERROR \d+ \(\w+\) at line (?P<line>\d+): (?P<what>.*?)(?=^ERROR |\Z)", re.M | re.S
)


def program() -> str | None:
    """Return where MariaDB's client is; None where one of the server's programs is not here."""
    return find("mariadb") if all(map(find, PROGRAMS)) else None


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is SQL."""
    return path.endswith(".sql")


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield what fails of a file that is run alone: what others made is gone before it."""
    said = desk.standing(serve).run(desk, path)
    found = list(_SAID.finditer(said.error))
    for match in found:
        yield Complaint(path, match["what"], int(match["line"]))
    if said.code and not found:
        words = said.error.strip()
        yield Complaint(path, words) if words else in_silence(path, said.code)
