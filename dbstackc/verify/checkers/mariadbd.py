"""MariaDB, by its help with the option file read: it stands in for MySQL and PXC too.

It skips the groups of servers that it is not. Options of plugins that it has not loaded go unseen.
Source: MariaDB manual, "mysqld options" (--help --verbose); MariaDB 10.11.
"""

import re
from collections.abc import Iterator
from getpass import getuser
from tempfile import TemporaryDirectory

from dbstackc.verify.contract import Complaint, Desk, in_silence
from dbstackc.work.program import find

GET = "install Debian's package mariadb-server"

_SAID = re.compile(r"(?:\S+ +(?:\S+ )?\d+ )?\[(?P<level>ERROR|Warning)\] (?:\[\S+\] )*(?P<what>.*)")
_PLAIN = re.compile(r"(?:mariadbd|mysqld|error|Fatal error)\S* ?:? ?(?P<what>.*)")
_MACHINES = ("max_open_files", "table_open_cache", "max_connections: ")
"""The machine's own limits are no fault of an option file."""


def program() -> str | None:
    """Return where MariaDB's server is."""
    return find("mariadbd")


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is a server's option file."""
    return path.endswith(".cnf")


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield its errors and its warnings.

    Even its help makes a file in the data folder and removes it again. The folder is one of its
    own, else it would be that of this machine's databases, where two that are asked at once meet.
    It has no tables, those of plugins neither.
    Source: MariaDB 10.11, sql/mysqld.cc, test_if_case_insensitive.
    """
    file = f"--defaults-file={desk.at(path)}"
    with TemporaryDirectory() as data:
        apart = (f"--datadir={data}", "--skip-grant-tables", f"--user={getuser()}")
        said = desk.run("mariadbd", file, *apart, "--help", "--verbose")
    yield from told(desk, path, said.error, said.code)


def told(desk: Desk, path: str, error: str, code: int) -> Iterator[Complaint]:
    """Yield what a server said of an option file, each at the option that it names."""
    text, is_mute = desk.text(path), True
    seen = set()
    for line in error.splitlines():
        match = _SAID.match(line) or _PLAIN.match(line)
        if not match or any(each in line for each in _MACHINES) or "Aborting" in line:
            continue
        if is_mute is False and line.startswith("Fatal error in defaults"):
            continue
        is_mute = False
        what = re.sub(r"^(?:Buffered error: )?(?:\S*(?:mariadbd|mysqld): )?", "", match["what"])
        is_refusal = match.groupdict().get("level") != "Warning"
        # MySQL says again as a server what it has said while it read the file
        if what not in seen:
            yield Complaint(path, what, _line(text, what), is_refusal)
        seen.add(what)
    if code and is_mute:
        yield in_silence(path, code)


def _line(text: str, what: str) -> int | None:
    """Return the line that a message names, or that of the option that it quotes."""
    if match := re.search(r" at line (\d+)", what):
        return int(match[1])
    lines = [re.match(r"\s*([\w-]+)", line.replace("loose_", "")) for line in text.splitlines()]
    keys = [match[1].replace("-", "_").lower() if match else "" for match in lines]
    for quoted in re.findall(r"'-{0,2}([\w-]+)[^']*'|(\w+): ", what):
        name = (quoted[0] or quoted[1]).replace("-", "_").lower()
        if name in keys:
            return keys.index(name) + 1
    return None
