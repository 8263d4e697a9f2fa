"""Keepalived, by `keepalived -t`, in a network namespace with the interfaces that the file names.

It is content only with exit code 0 and no word said: 0 stands for an empty file and for one that
includes what is not there. It is kept from the system's log.
Source: keepalived 2.2.7, keepalived(8), `-t`, `-l`, `-G`; it looks interfaces up where it runs.
"""

import re
from collections.abc import Iterator

from dbstackc.verify.contract import Complaint, Desk, in_silence
from dbstackc.work.program import find

GET = "install Debian's packages keepalived and iproute2"

# A bridge with no port is the one interface that every kernel with namespaces can make.
_SCRIPT = (
    'set -e; f=$1; shift; for i; do ip link add "$i" type bridge; ip link set "$i" up; done; '
    'exec keepalived -t -l -G -f "$f"'
)
_SAID = re.compile(r"\((?:[^()]*: )?Line (?P<line>\d+)\) (?P<what>.*)")


def program() -> str | None:
    """Return where keepalived is; None where no namespace can be made for it either."""
    return find("keepalived") if find("unshare") and find("ip") else None


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is a holder's."""
    return path.endswith(".conf") and "keepalived" in path.split("/")[:-1]


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield every word that it says."""
    text = desk.text(path)
    if not text.strip():
        yield Complaint(path, "it is empty, and keepalived would run and hold nothing")
        return
    words = ("sh", "-c", _SCRIPT, "-", desk.at(path), *interfaces(text))
    said = desk.run(*words, alone=True)
    lines = [line for line in (said.out + said.error).splitlines() if line.strip()]
    for line in dict.fromkeys(lines):
        match = _SAID.match(line)
        if match:
            yield Complaint(path, match["what"], int(match["line"]))
        else:
            yield Complaint(path, line.strip(), _named(text, line))
    if said.code and not lines:
        yield in_silence(path, said.code)


def interfaces(text: str) -> list[str]:
    """Return the names of the interfaces that a keepalived.conf speaks of, each once."""
    bare = re.sub(r"[!#].*", "", text)
    tracked = " ".join(re.findall(r"track_interface\s*\{([^}]*)\}", bare))
    named = re.findall(r"\b(?:interface|dev)\s+([\w.@:-]+)", bare)
    names = [*named, *re.findall(r"^\s*(\w[\w.-]*)", tracked, re.M)]
    return [name for name in dict.fromkeys(names) if name != "lo"]


def _named(text: str, said: str) -> int | None:
    """Return the line where the instance or the script that is named begins."""
    for name in re.findall(r"\(([\w.-]+)\)|script ([\w.-]+)", said):
        word = re.escape(name[0] or name[1])
        if match := re.search(rf"(?m)^\s*(?:vrrp_\w+|virtual_server)\s+{word}\b", text):
            return text.count("\n", 0, match.start() + 1) + 1
    return None
