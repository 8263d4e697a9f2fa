"""The reader of nftables' files."""

import re
from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Fact
from dbstackc.lint.reader import Context

from .ruleset import Ruleset, parse
from .walls import walls

_SHEBANG = re.compile(r"#![ \t]*\S*\bnft\b")
_HOOK = re.compile(r"^[ \t]*type[ \t]+(?:filter|nat|route)[ \t]+hook[ \t]+\w+[ \t]+\w+", re.M)
_LINE = re.compile(
    r"^[ \t]*(?:(?:add|create)[ \t]+)?(?:table[ \t]+(?:(?:ip6?|inet|arp|bridge|netdev)[ \t]+)?"
    r"[\w.-]+[ \t]*(?:\{|$)|chain[ \t]+[\w.-]+[ \t]*\{|flush[ \t]+ruleset\b"
    r"|(?:add|insert)[ \t]+rule[ \t]+(?:ip6?|inet)[ \t])",
    re.M,
)
_HEAD = 200_000


class Reader:
    """What reads a file of nftables."""

    kind = "nftables"
    title = "rules of nftables"
    example = "nftables.conf"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is of nftables, 0 to 100: a chain that packets come to."""
        head = text[:_HEAD]
        if head.startswith("#!"):
            return 95 if _SHEBANG.match(head) else 0
        last = name.rpartition("/")[2]
        is_named = last.endswith(".nft") or last == "nftables.conf"
        lines = _LINE.search(head) is not None
        if lines and _HOOK.search(head):
            return 90
        return 70 if lines and is_named else 40 if is_named else 0

    def read(self, source: Source, context: Context, report: Report) -> Ruleset:
        """Return the tables of a text."""
        return parse(source)

    def write(self, document: Ruleset) -> str:
        """Return the text, as it was read."""
        return document.source.text

    def see(self, document: Ruleset) -> Iterator[Fact]:
        """Yield what the machine lets in."""
        yield from walls(document)

    def secrets(self, document: Ruleset) -> Iterator[Span]:
        """Yield nothing: rules hold no password."""
        yield from ()
