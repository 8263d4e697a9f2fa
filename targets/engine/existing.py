"""The daemon.json of a Docker engine, read as it stands.

JSON has no comments, and no place for an allow: a baseline keeps what is so on purpose.

Source: docs.docker.com, "dockerd", "Daemon configuration file".
"""

import json
from collections.abc import Iterator
from typing import NamedTuple

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.machine import Daemon
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.reader import Context

from .places import KEYS, values
from .refuse import NOTE, refuse


class File(NamedTuple):
    """A whole file: what it is from, and its values by their dotted paths."""

    source: Source
    settings: dict[str, Said]


class Reader:
    """What reads a daemon.json."""

    kind = "daemon"
    title = "the settings of a Docker engine"
    example = "daemon.json"
    comment = ("", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is a daemon.json, 0 to 100: an object with keys of dockerd."""
        stripped = text[:100_000].strip()
        if not stripped.startswith("{"):
            return 0
        found = sum(f'"{key}"' in stripped for key in KEYS)
        is_named = name.rpartition("/")[2] == "daemon.json"
        return 90 if found and is_named else 60 if found > 1 else 40 if is_named else 0

    def read(self, source: Source, context: Context, report: Report) -> File:
        """Return the values of a text.

        Reports: engine/not-json, engine/unknown-key, engine/wrong-value.
        """
        start = len(source.text) - len(source.text.lstrip(" \t\r\n"))
        try:
            value, end = json.JSONDecoder().raw_decode(source.text, start)
        except (ValueError, RecursionError) as error:
            if context.fragment:
                return File(source, {})
            at = min(getattr(error, "pos", 0), len(source.text))
            report.error(
                "engine/not-json",
                f"this is no JSON: {getattr(error, 'msg', 'it is nested too deeply').lower()}",
                at=Span(source, at, min(at + 1, len(source.text))),
                note=NOTE,
            )
            return File(source, {})
        settings = dict(values(source))
        if not context.fragment:
            _after(source, end, report)
            refuse(source, value, settings, report)
        return File(source, settings)

    def write(self, document: File) -> str:
        """Return the text of a file, as it was read."""
        return document.source.text

    def see(self, document: File) -> Iterator[Fact]:
        """Yield the one fact of a file."""
        source = document.source
        whole = Span(source, 0, len(source.text))
        start = len(source.text) - len(source.text.lstrip())
        name = Said(source.name, Span(source, start, min(start + 1, len(source.text))))
        yield Daemon(name=name, span=whole, settings=document.settings)

    def secrets(self, document: File) -> Iterator[Span]:
        """Yield nothing: a daemon.json holds no password."""
        yield from ()


def _after(source: Source, end: int, report: Report) -> None:
    """Report what stands after the end of the object."""
    rest = source.text[end:]
    if rest.strip(" \t\r\n"):
        at = end + len(rest) - len(rest.lstrip(" \t\r\n"))
        report.say(
            Level.WARNING,
            "engine/not-json",
            "this stands after the end of the settings",
            at=Span(source, at, at + 1),
            note="dockerd 20.10 starts, and does not read it",
            help="take it out, or put it inside the braces",
        )
