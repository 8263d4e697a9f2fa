"""The readers of MyCat's files."""

import re
from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Fact
from dbstackc.lint.reader import Context

from .xml import Xml, parse

_BEFORE = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>|)", re.S)
_LONGEST = 20_000
"""Code points in which a file shows its kind."""

_PARTS = {
    "schema": re.compile(
        r"<(?:dataHost\s[^<>]*?\b(?:balance|dbType|maxCon)\s*=|dataNode\s[^<>]*?\bdataHost\s*="
        r"|writeHost\s[^<>]*?\burl\s*=|readHost\s[^<>]*?\burl\s*="
        r"|table\s[^<>]*?\bdataNode\s*=|childTable\s[^<>]*?\bjoinKey\s*="
        r"|schema\s[^<>]*?\b(?:checkSQLschema|sqlMaxLimit|dataNode)\s*=)"
    ),
    "rule": re.compile(
        r"<tableRule\s[^<>]*?\bname\s*="
        r"|<function\s[^<>]*?\bclass\s*=\s*[\"'](?:io\.mycat|org\.opencloudb)\."
    ),
    "server": re.compile(
        r"<user\s[^<>]*?\bname\s*=[^<>]*>\s*(?:<!--(?:(?!-->).)*-->\s*)*<property\s+name\s*=\s*[\"']"
        r"(?:password|schemas|usingDecrypt|readOnly|benchmark|defaultSchema)[\"']"
        r"|<system>\s*(?:<!--(?:(?!-->).)*-->\s*)*<property\s+name\s*="
        r"|<whitehost>\s*<host\s|<privileges\s[^<>]*?\bcheck\s*=",
        re.S,
    ),
}


class XmlReader:
    """The reader of schema.xml, rule.xml or server.xml."""

    comment = ("<!-- ", " -->")

    def __init__(self, part: str) -> None:
        self.part = part
        self.kind = f"mycat-{part}"
        self.title = f"MyCat's {part}.xml"
        self.example = f"{part}.xml"

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is of this kind: 100 by its root, 80 as a part of one."""
        head = text[:_LONGEST].removeprefix("\ufeff")
        at = 0
        while (found := _BEFORE.match(head, at)) is not None and found.end() > at:
            if f"<!DOCTYPE mycat:{self.part}" in found[0]:
                return 100
            if not found[0].strip():
                at = found.end()
                break
            at = found.end()
        if head.startswith(f"<mycat:{self.part}", at):
            return 100
        if head[at : at + 1] != "<" or head.startswith("<mycat:", at):
            return 0
        first = _PARTS[self.part].search(head)
        if first is None:
            return 0
        others = [found for part in _PARTS.values() if (found := part.search(head))]
        return 80 if min(each.start() for each in others) == first.start() else 20

    def read(self, source: Source, context: Context, report: Report) -> Xml:
        """Return the document of a text.

        Reports: those of `form`, where the text is a whole file.
        """
        return parse(source, self.part, context.fragment)

    def write(self, document: Xml) -> str:
        """Return the text of a document."""
        text = document.source.text
        return "".join(text[piece.start : piece.end] for piece in document.pieces)

    def see(self, document: Xml) -> Iterator[Fact]:
        """Yield what a document says of the stack."""
        from .see import see

        return see(document)

    def secrets(self, document: Xml) -> Iterator[Span]:
        """Yield where passwords stand."""
        from .see import secrets

        return secrets(document)


READERS = tuple(map(XmlReader, ("schema", "rule", "server")))
