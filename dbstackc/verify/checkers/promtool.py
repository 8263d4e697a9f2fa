"""Prometheus, by `promtool check`: its settings, and its rules.

Source: Prometheus manual, "promtool", `check config` and `check rules`.
"""

import re
from collections.abc import Iterator

from dbstackc.verify.contract import Complaint, Desk, in_silence
from dbstackc.work.program import find

GET = "install Debian's package prometheus"

_LINE = re.compile(r"(?:line (?P<said>\d+)|^\s*\S*?:(?P<at>\d+):\d+:)")


def program() -> str | None:
    """Return where promtool is."""
    return find("promtool")


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is Prometheus's."""
    return path.endswith((".yml", ".yaml")) and "prometheus" in path.split("/")[:-1]


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield what it refuses."""
    kind = "rules" if re.search(r"(?m)^groups:", desk.text(path)) else "config"
    said = desk.run("promtool", "check", kind, desk.at(path))
    lines = [line.strip() for line in said.error.splitlines() if line.strip()]
    lines = [line for line in lines if "FAILED:" not in line or len(line) > len("FAILED:")]
    for line in lines if said.code else ():
        match = _LINE.search(line)
        number = int(match["said"] or match["at"]) if match else None
        yield Complaint(path, line.removeprefix("FAILED: "), number)
    if said.code and not lines:
        yield in_silence(path, said.code)
