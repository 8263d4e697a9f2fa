"""From a generated line back to the words that made it.

The map beside the bundle is read; nothing runs backwards.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.work.bundle import SOURCE_MAP
from dbstackc.work.files import read_text
from dbstackc.work.place import read_manifest


@record(frozen=True, slots=True)
class Traced:
    """A generated line and where it comes from.

    generated: the line in the file of the bundle.
    name, line, column: where the words are written, as the map says.
    said: the words themselves; None where the file is not at hand or has changed since.
    is_changed: whether it has changed.
    """

    generated: Span
    name: str
    line: int
    column: int
    said: Span | None
    is_changed: bool


def trace(path: Path, line: int, report: Report) -> Traced | None:
    """Tell where a line of a bundle comes from; None where that is not known.

    line: from 1.

    Reports: not-generated, no-such-line, no-such-file, unreadable-file, not-utf8, file-too-large.
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
    map_source = read_text(place / SOURCE_MAP, report)
    if map_source is None:
        return None
    text = source.line(line)
    start = source.starts[line - 1]
    generated = Span(source, start + len(text) - len(text.lstrip()), start + len(text))
    inside = path.resolve().relative_to(place.resolve()).as_posix()
    found = _look_up(json.loads(map_source.text), inside, line)
    if found is None:
        report.error(
            "not-generated",
            f"nothing that was written made line {line} of `{path}`",
            at=generated,
            note="it is the same in every bundle, or told of the bundle as a whole",
        )
        return None
    name, (first, column, last, end) = found
    written, is_changed = _find(name, place, report)
    said = None
    if written is not None and not is_changed:
        starts = written.starts
        said = Span(written, starts[first - 1] + column - 1, starts[last - 1] + end - 1)
    return Traced(generated, name, first, column, said, is_changed)


def _look_up(
    known: dict[str, Any], path: str, line: int
) -> tuple[str, tuple[int, int, int, int]] | None:
    """Return the source and the place that the map names for a line."""
    files = known["files"]
    if path not in files:
        return None
    run: list[int] = known["runs"][files[path]]
    span = None
    for begin, index in zip(run[::2], run[1::2], strict=True):
        if begin > line:
            break
        span = index
    if span is None:
        return None
    source, *place = known["spans"][span]
    return str(known["sources"][source]), (place[0], place[1], place[2], place[3])


def _find(name: str, place: Path, report: Report) -> tuple[Source | None, bool]:
    """Look for a source around the bundle and here; tell whether it is the one that was compiled.

    Here means this folder and those in it, some levels deep.

    The bundle does not know where it came from, only by which hash to know it again.
    """
    manifest = read_manifest(place) or {}
    expected = manifest.get("sources", {}).get(name)
    changed = None
    for path in chain(
        (folder / name for folder in (Path(), *place.resolve().parents)), _below(Path(), name)
    ):
        if not path.is_file():
            continue
        source = read_text(path, Report())
        if source is None:
            continue
        if hashlib.sha256(source.text.encode()).hexdigest() == expected:
            return source, False
        changed = changed or source
    return changed, changed is not None


def _below(folder: Path, name: str) -> Iterator[Path]:
    """Yield where a source may lie in a folder, in name order: a few levels deep, and not for long.

    Hidden folders are left out.
    """
    wanted = Path(name)
    for here, folders, _ in islice(os.walk(folder), _FOLDERS):
        deep = len(Path(here).parts) >= _LEVELS
        folders[:] = [] if deep else sorted(each for each in folders if not each.startswith("."))
        yield here / wanted


_LEVELS, _FOLDERS = 4, 2000


def _bundle_of(path: Path) -> Path | None:
    for folder in path.absolute().parents:
        if read_manifest(folder) is not None:
            return folder
    return None


def _lines(source: Source) -> int:
    """Count lines as editors do: an end after the last line begins no other."""
    return source.lines - (source.text.endswith("\n") and source.lines > 1)
