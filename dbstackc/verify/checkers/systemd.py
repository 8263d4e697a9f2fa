"""Units of systemd, by `systemd-analyze verify`: it loads them beside each other, starts none.

Source: systemd-analyze(1), verify; systemd 252.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from dbstackc.verify.contract import Complaint, Desk, in_silence
from dbstackc.work.program import find

GET = "install Debian's package systemd"

_SAID = re.compile(r"(?P<file>[^:\s]+\.(?:service|timer)):(?:(?P<line>\d+):)? (?P<what>.*)")
_EXEC = re.compile(r"(?m)^(Exec\w+=[-@:+!]*)\S+")
_INSTANCE = "one"


def program() -> str | None:
    """Return where systemd's analyser is."""
    return find("systemd-analyze")


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is a unit."""
    return path.endswith((".service", ".timer"))


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield what it says of a unit; what it says of the units beside it is theirs.

    The programs that units start lie on their hosts, so one of this machine stands in for them. A
    template is asked about as an instance of it.
    """
    with TemporaryDirectory() as place:
        for each in Path(desk.at(path)).parent.iterdir():
            if reads(desk, each.name):
                text = each.read_text(encoding="utf-8", errors="replace")
                Path(place, each.name).write_text(_EXEC.sub(r"\g<1>/bin/true", text))
        name = path.rpartition("/")[2]
        asked = name.replace("@.", f"@{_INSTANCE}.")
        Path(place, name).rename(Path(place, asked))
        said = desk.run(
            *("systemd-analyze", "verify", "--man=no", "--recursive-errors=one"),
            f"{place}/{asked}",
        )
    found = [match for line in said.error.splitlines() if (match := _SAID.match(line))]
    mine = [match for match in found if match["file"].rpartition("/")[2] == asked]
    for match in mine:
        yield Complaint(path, match["what"], int(match["line"]) if match["line"] else None)
    if said.code and not said.error.strip():
        yield in_silence(path, said.code)
