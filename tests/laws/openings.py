"""What a written firewall lets in, as pairs of who and what, in whatever order and form."""

import re
from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.lint.facts.wall import Let, Wall
from dbstackc.lint.reader import Context, choose, readers

WALLS = re.compile(r"hosts/([^/]+)/firewall/.*\.(?:nft|xml)$")

UNTOLD = re.compile(r": (?:application|its managers)\W")
"""What comments say of openings that follow from what is not carried, or what no file tells."""


def openings(path: str, text: str) -> set[str]:
    """Return what a file lets in, but for ports that no file tells."""
    return {
        f"{source.text} to {let.protocol} {let.first}-{let.last}"
        for let in _lets(path, text)
        if not UNTOLD.search(_why(text, let))
        for source in let.sources
    }


def _lets(path: str, text: str) -> Iterator[Let]:
    reader = choose(path, text, readers())
    assert reader is not None
    document = reader.read(Source(path, text), Context(lambda name: None), Report())
    for fact in reader.see(document):
        assert isinstance(fact, Wall) and fact.closed and not fact.others
        yield from fact.lets


def _why(text: str, let: Let) -> str:
    """Return the last comment above what lets in something, to the line's end."""
    before = text[: let.span.start]
    at = max(before.rfind("# "), before.rfind("<!-- "))
    return before[at:].partition("\n")[0] + "\n"
