"""The kernel's packet filter, by `nft -c` in a network namespace of its own: nothing is loaded.

Source: nft(8), --check.
"""

import re
from collections.abc import Iterator

from dbstackc.verify.contract import Complaint, Desk, in_silence, numbered
from dbstackc.work.program import find

GET = "install Debian's package nftables"

_SAID = re.compile(r"[^:]*:(?P<line>\d+):\d+(?:-\d+)?: (?:Error: )?(?P<what>.*)")


def program() -> str | None:
    """Return where nft is; None where no namespace can be made for it either."""
    return find("nft") if find("unshare") else None


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file holds rules for it."""
    return path.endswith((".nft", "nftables.conf"))


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield what it refuses."""
    said = desk.run("nft", "-c", "-f", desk.at(path), alone=True)
    found = numbered(path, said.error, _SAID)
    yield from found
    if said.code and not found:
        text = said.error.strip()
        yield Complaint(path, text) if text else in_silence(path, said.code)
