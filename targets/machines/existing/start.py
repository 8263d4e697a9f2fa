"""What a machine does at its first start, for cloud-init.

Source: cloud-init 22.4, "User data formats": the first line says what it is.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.reach import Way
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.reader import Context

_FIRST = re.compile(r"#cloud-config[ \t]*(?:\r?\n|$)")
_NAME = re.compile(r"^hostname:[ \t]*(?P<quote>['\"]?)(?P<name>[\w.-]+)(?P=quote)[ \t]*\r?$", re.M)
_PASSWORD = re.compile(
    r"^[ \t]*(?:- )?(?:plain_text_passwd|hashed_passwd|passwd|password)[ \t]*:[ \t]*(?P<value>\S+)",
    re.M,
)


class File(NamedTuple):
    """A whole file; name: how the machine is called, None where nothing says so."""

    source: Source
    name: Said | None


class FirstStarts:
    """What reads the user data of a machine."""

    kind = "cloud-init"
    title = "what a machine does at its first start"
    example = "user-data.yml"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is user data, 0 to 100: by its first line."""
        return 95 if _FIRST.match(text) else 0

    def read(self, source: Source, context: Context, report: Report) -> File:
        """Return whose first start a text is."""
        match = _NAME.search(source.text)
        name = Said(match["name"], Span(source, *match.span("name"))) if match else None
        return File(source, name)

    def write(self, document: File) -> str:
        """Return the text of a file, as it was read."""
        return document.source.text

    def see(self, document: File) -> Iterator[Fact]:
        """Yield that a machine is made ready."""
        source = document.source
        start = Span(source, 0, min(len("#cloud-config"), len(source.text)))
        name = document.name or Said("", start)
        yield Way(name=name, span=start, by="cloud-init", host=name.text)

    def secrets(self, document: File) -> Iterator[Span]:
        """Yield where passwords of accounts stand."""
        source = document.source
        for match in _PASSWORD.finditer(source.text):
            yield Span(source, *match.span("value"))
