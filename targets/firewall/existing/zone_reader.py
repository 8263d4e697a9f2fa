"""The reader of firewalld's zones and policies."""

import re
from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Fact
from dbstackc.lint.reader import Context
from dbstackc.lint.xml import Xml, parse

from .zones import walls

_ROOT = re.compile(r"<(?:zone|policy)(?=[\s>/])")
_BEFORE = re.compile(r"(?:\s+|<\?[^>]*\?>|<!--.*?-->)*", re.S)
_INSIDE = re.compile(
    r"<(?:(?:service|interface|ingress-zone|egress-zone|icmp-block)\s+name=|port\s+p\w+=|rule[\s>]"
    r"|source\s+(?:address|ipset|mac)=|protocol\s+value=|masquerade/|short>)"
)
_HEAD = 20_000


class ZoneReader:
    """What reads a zone or a policy of firewalld."""

    kind = "firewalld"
    title = "a zone or a policy of firewalld"
    example = "public.xml"
    comment = ("<!--", "-->")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is a zone or a policy, 0 to 100: by its elements."""
        head = text[:_HEAD].removeprefix("\ufeff")
        before = _BEFORE.match(head)
        if before is None or not _ROOT.match(head, before.end()):
            return 0
        return 90 if _INSIDE.search(head) else 30

    def read(self, source: Source, context: Context, report: Report) -> Xml:
        """Return the elements of a text."""
        return parse(source, self.kind, context.fragment)

    def write(self, document: Xml) -> str:
        """Return the text, as it was read."""
        return document.source.text

    def see(self, document: Xml) -> Iterator[Fact]:
        """Yield what the machine lets in."""
        yield from walls(document)

    def secrets(self, document: Xml) -> Iterator[Span]:
        """Yield nothing: rules hold no password."""
        yield from ()
