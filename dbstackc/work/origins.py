"""Which words made which line of a bundle: the map beside it, and the files that it names."""

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

_LEVELS, _FOLDERS = 4, 2000


@record(frozen=True, slots=True)
class Made:
    """The words that made a line.

    name, line, column: where they are written, as the map says.
    said: the words themselves; None where the file is not at hand or has changed since.
    is_changed: whether it has changed.
    """

    name: str
    line: int
    column: int
    said: Span | None
    is_changed: bool


class Origins:
    """The map of one bundle."""

    def __init__(self, place: Path, known: dict[str, Any]) -> None:
        self._place = place
        self._known = known
        self._sources: dict[str, tuple[Source | None, bool]] = {}

    def of(self, path: str, line: int) -> Made | None:
        """Return what made a line, or None where nothing that was written did.

        path: inside the bundle. line: from 1.
        """
        found = self._look_up(path, line)
        if found is None:
            return None
        name, (first, column, last, end) = found
        if name not in self._sources:
            self._sources[name] = _find(name, self._place)
        written, is_changed = self._sources[name]
        said = None
        if written is not None and not is_changed:
            starts = written.starts
            said = Span(written, starts[first - 1] + column - 1, starts[last - 1] + end - 1)
        return Made(name, first, column, said, is_changed)

    def _look_up(self, path: str, line: int) -> tuple[str, tuple[int, int, int, int]] | None:
        files = self._known["files"]
        if path not in files:
            return None
        run: list[int] = self._known["runs"][files[path]]
        span = None
        for begin, index in zip(run[::2], run[1::2], strict=True):
            if begin > line:
                break
            span = index
        if span is None:
            return None
        source, *place = self._known["spans"][span]
        return str(self._known["sources"][source]), (place[0], place[1], place[2], place[3])


def read_origins(place: Path, report: Report) -> Origins | None:
    """Read the map of a bundle; None where it cannot be read, which is then reported.

    Reports: no-such-file, unreadable-file, not-utf8, file-too-large, damaged-map.
    """
    source = read_text(place / SOURCE_MAP, report)
    if source is None:
        return None
    try:
        known = json.loads(source.text)
        if all(isinstance(known[name], list) for name in ("sources", "spans", "runs")):
            known["files"].items()
            return Origins(place, known)
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    report.error(
        "damaged-map",
        f"`{source.name}` is no map of a bundle",
        at=None,
        help="build the bundle again",
    )
    return None


def _find(name: str, place: Path) -> tuple[Source | None, bool]:
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
