"""Findings as workflow commands, which GitHub shows beside the lines of a pull request.

Source: actions/toolkit, packages/core/src/command.ts: what is escaped in a message and in a
property.
"""

from collections.abc import Sequence

from dbstackc.base.diagnostic import Diagnostic, Level
from dbstackc.surface.cells import shown
from dbstackc.surface.look import Look

_LOOK = Look(longest=10_000)

_COMMANDS = {
    Level.BUG: "error",
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.ADVICE: "notice",
}


def export(found: Sequence[Diagnostic], code: int) -> str:
    """Return one line a finding; empty where there is none."""
    return "".join(_line(each) + "\n" for each in found)


def _line(each: Diagnostic) -> str:
    properties = [f"title={_property(f'dbstackc {each.rule}')}"]
    if each.primary is not None:
        span = each.primary.span
        (line, column), (end_line, end_column) = span.place, span.source.place(span.end)
        place = [f"file={_property(span.source.name)}", f"line={line}", f"endLine={end_line}"]
        # GitHub refuses columns where a finding spans lines
        place += [f"col={column}", f"endColumn={end_column}"] if line == end_line else []
        properties = place + properties
    said = "\n".join((each.title, *each.notes, *(f"help: {text}" for text in each.helps)))
    return f"::{_COMMANDS[each.level]} {','.join(properties)}::{_message(said)}"


def _message(text: str) -> str:
    text = "\n".join(shown(line, _LOOK) for line in text.split("\n"))
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
