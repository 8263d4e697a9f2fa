"""Docker's registry on its settings, by a dry run of its search for refuse: it serves nobody.

It reads all of its settings first. The folder that it would search is an empty one of its own, and
it is asked in a network namespace of its own, for another storage might be far away.
Source: distribution 2.8, registry/garbagecollect.go.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from dbstackc.verify.contract import Complaint, Desk, in_silence
from dbstackc.work.program import find

GET = "install Debian's package docker-registry"

_ROOT = re.compile(r"(?m)^(\s*rootdirectory:) \S+")
_LINE = re.compile(r"line (?P<line>\d+): (?P<what>.*)")


def program() -> str | None:
    """Return where the registry is; None where no namespace can be made for it either."""
    return find("docker-registry") if find("unshare") else None


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file holds its settings."""
    return path.endswith("/registry/config.yml")


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield what it refuses; a word that it does not know it leaves alone."""
    with TemporaryDirectory() as place:
        settings = Path(place, "config.yml")
        settings.write_text(_ROOT.sub(rf"\1 {place}", desk.text(path)), encoding="utf-8")
        for kind in ("repositories", "blobs"):
            Path(place, "docker/registry/v2", kind).mkdir(parents=True)
        words = ("docker-registry", "garbage-collect", "--dry-run", str(settings))
        said = desk.run(*words, alone=True)
    if not said.code:
        return
    told = said.error.partition("\nUsage:")[0].strip()
    found = list(_LINE.finditer(told))
    for match in found:
        yield Complaint(path, match["what"], int(match["line"]))
    if not found:
        first = told.rpartition("config.yml: ")[2]
        yield Complaint(path, first) if first else in_silence(path, said.code)
