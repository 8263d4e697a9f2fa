"""The readers of MyCat's files."""

import re
from collections.abc import Iterator

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Fact
from dbstackc.lint.reader import Context
from dbstackc.lint.xml import Xml, parse

from .lines import Lines

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

        Reports: mycat/no-xml, mycat/form, mycat/other-version; nothing of parts and templates.
        """
        document = parse(source, self.part, context.fragment)
        if not context.fragment and not document.is_template:
            from .judge import judge

            judge(document, report)
        return document

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


class LinesReader:
    """The reader of one kind of plain file.

    names: what such a file is called; shows: what one of its lines looks like.
    """

    comment = ("# ", "")

    def __init__(self, part: str, example: str, names: str, shows: str) -> None:
        self.kind = f"mycat-{part}"
        self.title = f"MyCat's {example}"
        self.example = example
        self.names = re.compile(names)
        self.shows = re.compile(shows, re.M)

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is of this kind: by its name and its lines."""
        if not self.names.search(name.rpartition("/")[2]):
            return 0
        return 70 if self.shows.search(text[:_LONGEST]) else 0

    def read(self, source: Source, context: Context, report: Report) -> Lines:
        """Return the document of a text."""
        return Lines(source, self.kind)

    def write(self, document: Lines) -> str:
        """Return the text of a document."""
        return "".join(document.lines)

    def see(self, document: Lines) -> Iterator[Fact]:
        """Yield nothing: what such a file says belongs to those that name it."""
        return iter(())

    def secrets(self, document: Lines) -> Iterator[Span]:
        """Yield nothing: none holds a password."""
        return iter(())


class MapReader(LinesReader):
    """The reader of map files, whose names are free: each line leads to a number."""

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is a map file: by all of its lines."""
        if not name.endswith(".txt"):
            return 0
        shows = self.shows if self.names.search(name.rpartition("/")[2]) else _RANGE
        lines = (line.strip() for line in text[:_LONGEST].removeprefix("\ufeff").split("\n"))
        said = [line for line in lines if line and not line.startswith(("#", "//"))]
        if len(text) > _LONGEST:
            said = said[:-1]
        return 60 if said and all(map(shows.fullmatch, said)) else 0


class SlotsReader(LinesReader):
    """The reader of what MyCat wrote of the slots that it dealt out."""

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is one: by its folder and its lines."""
        if name.split("/")[-2:-1] != ["ruledata"] or not name.endswith(".properties"):
            return 0
        return 70 if self.shows.search(text[:_LONGEST]) else 0


_RANGE = re.compile(r"\d+[KkMm]?\d*-\d+[KkMm]?\d*\s*=\s*\d+")

READERS = (
    *map(XmlReader, ("schema", "rule", "server")),
    MapReader(
        "map",
        "autopartition-long.txt",
        r"(?i)partition|sharding|range|pattern|hash|enum|map",
        r"[^\s=]+\s*=\s*-?\d+",
    ),
    LinesReader(
        "sequence",
        "sequence_conf.properties",
        r"^sequence_\w*conf[\w-]*\.properties$",
        r"^[ \t]*[^#\s=]+[ \t]*=",
    ),
    LinesReader("myid", "myid.properties", r"^myid\.properties$", r"^[ \t]*\w+[ \t]*="),
    LinesReader(
        "cache", "cacheservice.properties", r"^cacheservice\.properties$", r"^[ \t]*[\w.]+[ \t]*="
    ),
    SlotsReader("slots", "ruledata/RULE_SCHEMA_TABLE.properties", "", r"^\d+=\d+-\d+"),
    LinesReader("dnindex", "dnindex.properties", r"^dnindex\.properties$", r"^[ \t]*[\w.]+[ \t]*="),
)
