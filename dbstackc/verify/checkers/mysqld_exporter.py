"""The exporter of databases, by what it says of the file that it logs in by, which it reads first.

It is told to listen at a port that no machine has, so that it ends before it serves anybody.
Source: mysqld_exporter 0.14, mysqld_exporter.go.
"""

import re
from collections.abc import Iterator

from dbstackc.verify.contract import Complaint, Desk, in_silence
from dbstackc.work.program import find

GET = "install Debian's package prometheus-mysqld-exporter"

NOWHERE = "127.0.0.1:99999"

_SAID = re.compile(r'msg="Error parsing[^"]*".* err="(?P<what>(?:[^"\\]|\\.)*)"')


def program() -> str | None:
    """Return where the exporter is; upstream calls it by a shorter name than Debian."""
    return find("prometheus-mysqld-exporter") or find("mysqld_exporter")


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is a login of an exporter."""
    return path.endswith(".ini") and "exporters" in path.split("/")[:-1]


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield why it would not start."""
    words = (f"--config.my-cnf={desk.at(path)}", f"--web.listen-address={NOWHERE}")
    said = desk.run(program() or "mysqld_exporter", *words)
    found = [match["what"] for match in _SAID.finditer(said.error)]
    yield from (Complaint(path, what.strip()) for what in found)
    if not found and "invalid port" not in said.error:
        yield in_silence(path, said.code)
