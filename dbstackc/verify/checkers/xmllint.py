"""The XML reader of libxml2, by `xmllint`: whether a file is well formed; it may fetch nothing.

Source: xmllint(1), --noout, --nonet.
"""

import re
from collections.abc import Iterator

from dbstackc.verify.contract import Complaint, Desk, in_silence, numbered
from dbstackc.work.program import find

GET = "install Debian's package libxml2-utils"

_SAID = re.compile(r"[^:]*:(?P<line>\d+): (?P<what>.*)")


def program() -> str | None:
    """Return where xmllint is."""
    return find("xmllint")


def reads(desk: Desk, path: str) -> bool:
    """Return whether a file is XML."""
    return path.endswith(".xml")


def ask(desk: Desk, path: str) -> Iterator[Complaint]:
    """Yield where it stops reading."""
    said = desk.run("xmllint", "--noout", "--nonet", desk.at(path))
    found = numbered(path, said.error, _SAID)
    yield from found
    if said.code and not found:
        yield in_silence(path, said.code)
