"""HAProxy, by `haproxy -c`: it opens no socket, so a port that is taken goes unseen.

A warning leaves the exit code at 0, and so does `-q` with the words: both are asked for.
Source: haproxy(1), `-c`, `-dW`; HAProxy 2.6.12.
"""

import re
from collections.abc import Iterator

from dbstackc.verify.contract import Complaint, Desk, in_silence, line_with
from dbstackc.work.program import find

GET = "install Debian's package haproxy"

_SAID = re.compile(r"\[(?P<level>ALERT|WARNING)\]\s+\(\d+\) : (?:config : )?(?P<what>.*)")
_LINE = re.compile(r"(?:parsing )?\[[^\]]*:(?P<line>\d+)\] : (?P<what>.*)")
_SUMS = ("Error(s) found in", "Fatal errors found", "Some warnings were found", "Warnings were")
_SECTION = r"(?m)^(?:listen|frontend|backend|peers|resolvers)\s+{}\s*$"


def program() -> str | None:
    """Return where HAProxy is."""
    return find("haproxy")


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is a balancer's."""
    return path.endswith(".cfg") and "haproxy" in path.split("/")[:-1]


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield its alerts and its warnings."""
    said = desk.run("haproxy", "-c", "-dW", "-f", desk.at(path))
    lines = (said.out + said.error).splitlines()
    is_mute = True
    for line in lines:
        match = _SAID.match(line)
        if not match or match["what"].startswith(_SUMS):
            continue
        is_mute = False
        placed = _LINE.match(match["what"])
        what = placed["what"] if placed else match["what"]
        number = int(placed["line"]) if placed else _named(desk.text(path), what)
        yield Complaint(path, what, number, match["level"] == "ALERT")
    if said.code and is_mute:
        yield in_silence(path, said.code)


def _named(text: str, what: str) -> int | None:
    """Return the line of the section or server that a message names in quotes."""
    for name in re.findall(r"'([\w./-]+)'", what):
        if match := re.search(_SECTION.format(re.escape(name)), text):
            return text.count("\n", 0, match.start()) + 1
        if "/" in name and (line := line_with(text, ("server", name.partition("/")[2]))):
            return line
    return None
