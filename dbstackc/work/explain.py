"""From a generated line back to the words that made it.

The map beside the bundle is read; nothing runs backwards.
"""

from pathlib import Path

from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.work.files import read_text
from dbstackc.work.origins import Made, read_origins
from dbstackc.work.place import read_manifest


@record(frozen=True, slots=True)
class Traced:
    """A generated line, in the file of the bundle, and what made it."""

    generated: Span
    made: Made


def trace(path: Path, line: int, report: Report) -> Traced | None:
    """Tell where a line of a bundle comes from; None where that is not known.

    line: from 1.

    Reports: not-generated, no-such-line, no-such-file, unreadable-file, not-utf8, file-too-large,
    damaged-map.
    """
    place = _bundle_of(path)
    if place is None:
        report.error(
            "not-generated",
            f"`{path}` lies in no bundle",
            at=None,
            help="name a file that `dbstackc build` wrote",
        )
        return None
    source = read_text(path, report)
    if source is None:
        return None
    if not 1 <= line <= _lines(source):
        title = f"`{path}` has no line {line}; its last one is {_lines(source)}"
        report.error("no-such-line", title, at=None)
        return None
    origins = read_origins(place, report)
    if origins is None:
        return None
    generated = line_span(source, line)
    made = origins.of(path.resolve().relative_to(place.resolve()).as_posix(), line)
    if made is None:
        report.error(
            "not-generated",
            f"nothing that was written made line {line} of `{path}`",
            at=generated,
            note="it is the same in every bundle, or told of the bundle as a whole",
        )
        return None
    return Traced(generated, made)


def line_span(source: Source, line: int) -> Span:
    """Return the span of a line, without its indentation and its end."""
    text = source.line(line)
    start = source.starts[line - 1]
    return Span(source, start + len(text) - len(text.lstrip()), start + len(text))


def _bundle_of(path: Path) -> Path | None:
    for folder in path.absolute().parents:
        if read_manifest(folder) is not None:
            return folder
    return None


def _lines(source: Source) -> int:
    """Count lines as editors do: an end after the last line begins no other."""
    return source.lines - (source.text.endswith("\n") and source.lines > 1)
