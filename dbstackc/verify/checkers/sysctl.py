"""Settings of the kernel, by a dry run of sysctl: nothing is set.

A setting that this machine's kernel lacks may be one of a module that the hosts load: a warning.
Source: sysctl(8), --dry-run; procps 4.0.2.
"""

import re
from collections.abc import Iterator

from dbstackc.verify.contract import Complaint, Desk, in_silence, line_with
from dbstackc.work.program import find

GET = "install Debian's package procps"

_FORM = re.compile(r"sysctl: \S*\((?P<line>\d+)\): (?P<what>.*?)(?:, continuing\.\.\.)?$")
_LACKS = re.compile(r"sysctl: cannot stat /proc/sys/(?P<key>\S+): ")


def program() -> str | None:
    """Return where sysctl is."""
    return find("sysctl")


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file holds settings of the kernel."""
    return path.endswith("/sysctl.conf")


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield what it cannot read, and what it does not find in this machine's kernel."""
    said = desk.run("sysctl", "--dry-run", "-p", desk.at(path))
    text = desk.text(path)
    for line in said.error.splitlines():
        if match := _FORM.match(line):
            yield Complaint(path, match["what"], int(match["line"]))
        elif match := _LACKS.match(line):
            key = match["key"].replace("/", ".")
            what = f"{key} is no setting of this machine's kernel"
            yield Complaint(path, what, line_with(text, (key,)), is_refusal=False)
        elif line.strip():
            yield Complaint(path, line.removeprefix("sysctl: "))
    if said.code and not said.error.strip():
        yield in_silence(path, said.code)
