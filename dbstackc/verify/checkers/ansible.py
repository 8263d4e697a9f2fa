"""Ansible on an inventory, by `ansible-inventory --list`: it connects to no host.

It skips a key that it does not know with a warning, and an inventory that it cannot read at all
too, unless told otherwise.
Source: ansible-core 2.14 manual, "ansible-inventory", INVENTORY_UNPARSED_IS_FAILED.
"""

import re
from collections.abc import Iterator
from tempfile import NamedTemporaryFile

from dbstackc.verify.contract import Complaint, Desk, in_silence, line_with
from dbstackc.work.program import find

GET = "install Debian's package ansible-core"

_SAID = re.compile(r"(?:\[WARNING\]:|ERROR!) *(?P<what>.*?)(?=\n(?:\[WARNING\]:|ERROR!)|\Z)", re.S)
_FAILED = re.compile(r"\* Failed to parse .* with yaml plugin: (?P<why>.*)")
_MOOT = ("Unable to parse", "No inventory was parsed", "The offending line")
_TOLD = (
    "ANSIBLE_INVENTORY_ENABLED=yaml",
    "ANSIBLE_INVENTORY_UNPARSED_FAILED=true",
    "ANSIBLE_NOCOLOR=true",
)


def program() -> str | None:
    """Return where Ansible's reader of inventories is."""
    return find("ansible-inventory")


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is an inventory."""
    return path == "machines/inventory.yml"


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield what it refuses, and what it skips, whatever settings this user has."""
    with NamedTemporaryFile(suffix=".cfg") as empty:
        told = ("env", f"ANSIBLE_CONFIG={empty.name}", *_TOLD)
        said = desk.run(*told, "ansible-inventory", "-i", desk.at(path), "--list")
    text, is_told = desk.text(path), False
    for match in _SAID.finditer(said.error):
        what = " ".join(match["what"].split())
        failed = _FAILED.match(what)
        if what.startswith(_MOOT):
            continue
        is_told = True
        what = failed["why"] if failed else what
        yield Complaint(path, what, _line(text, what))
    if said.code and not is_told:
        words = said.error.strip()
        yield Complaint(path, words) if words else in_silence(path, said.code)


def _line(text: str, what: str) -> int | None:
    """Return the line that a message names, or that of the first word that it quotes."""
    if match := re.search(r"\bline (\d+), column", what):
        return min(int(match[1]), text.count("\n") or 1)
    quoted = re.findall(r"\"([\w-]+)\"|\(([\w-]+)\)", what)
    lines = (line_with(text, (one or other,)) for one, other in quoted)
    return next((line for line in lines if line), None)
