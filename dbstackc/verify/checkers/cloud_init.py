"""User data for cloud-init, by the schema that it brings along.

Source: cloud-init 22.4 manual, "cloud-init schema".
"""

import re
from collections.abc import Iterator

from dbstackc.verify.contract import Complaint, Desk, in_silence, key_line
from dbstackc.work.program import find

GET = "install Debian's package cloud-init"

_SAID = re.compile(
    r"Cloud config schema (?P<kind>errors|deprecations): (?P<list>.*?)"
    r"(?=\nError:|\nTraceback|Cloud config schema|\Z)",
    re.S,
)
_NEXT = re.compile(r", (?=[\w.-]+: )")
_PLACE = re.compile(r"format-l(?P<line>\d+)\.c\d+: (?P<what>.*)", re.DOTALL)


def program() -> str | None:
    """Return where cloud-init is."""
    return find("cloud-init")


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is user data."""
    return path.startswith("machines/cloud-init/")


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield what is against the schema, each at its key."""
    said = desk.run("cloud-init", "schema", "--config-file", desk.at(path))
    text = desk.text(path)
    told = False
    for match in _SAID.finditer(f"{said.out}\n{said.error}"):
        for each in _NEXT.split(match["list"].strip()):
            if each:
                told = True
                yield _complaint(path, text, each, is_refusal=match["kind"] == "errors")
    if said.code and not told:
        words = said.error.strip()
        yield Complaint(path, words) if words else in_silence(path, said.code)


def _complaint(path: str, text: str, said: str, *, is_refusal: bool) -> Complaint:
    if match := _PLACE.match(said):
        what = match["what"].partition(f"File {path} ")
        return Complaint(path, what[2] or what[0], int(match["line"]), is_refusal)
    keys = [each for each in said.partition(": ")[0].split(".") if not each.isdigit()]
    return Complaint(path, said, key_line(text, keys), is_refusal)
