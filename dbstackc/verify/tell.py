"""A complaint of an engine as a finding: at the words that made the line it complains of."""

from collections.abc import Collection
from pathlib import Path

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.verify.contract import Complaint
from dbstackc.work.bundle import SOURCE_MAP
from dbstackc.work.explain import line_span
from dbstackc.work.files import read_text
from dbstackc.work.origins import Made, Origins, read_origins


class Teller:
    """Tell complaints about one bundle.

    edited: its files that were changed by hand; their lines are nobody's words.

    Reports: edited-bundle, no-source-map.
    """

    def __init__(self, place: Path, edited: Collection[str], report: Report) -> None:
        self._place = place
        self._edited = frozenset(edited)
        self._report = report
        self._sources: dict[str, Source] = {}
        self._origins = self._read_map()
        for path in sorted(self._edited - {SOURCE_MAP}):
            report.say(
                Level.WARNING,
                "edited-bundle",
                f"`{place / path}` was edited by hand since it was built",
                at=None,
                note="what an engine says of it is shown there, and not in the .dbs file",
                help="move the change into the .dbs file, and build again",
            )

    def tell(self, name: str, complaint: Complaint) -> None:
        """Report a complaint of a checker."""
        generated = self._generated(complaint)
        made = self._made(complaint)
        notes, beside, at = [], [], generated
        if made is not None and made.said is not None:
            at, beside = made.said, [(generated, f"{name} read this")]
        elif made is not None:
            why = "has changed since" if made.is_changed else "was not found here"
            notes.append(f"{made.name}:{made.line}:{made.column} made this line, and {why}")
        if complaint.line is None:
            notes.append(f"{name} names no line")
        self._report.say(
            Level.ERROR if complaint.is_refusal else Level.WARNING,
            f"{name}-{'refuses' if complaint.is_refusal else 'warns'}",
            " ".join(complaint.text.split()),
            at=at,
            beside=beside,
            note=tuple(notes),
        )

    def _read_map(self) -> Origins | None:
        silent = Report()
        origins = read_origins(self._place, silent)
        if origins is None or SOURCE_MAP in self._edited:
            why = next((each.title for each in silent), f"`{SOURCE_MAP}` was edited by hand")
            self._report.say(
                Level.WARNING,
                "no-source-map",
                f"complaints cannot be traced to the .dbs file: {why}",
                at=None,
                help="build the bundle again",
            )
            return None
        return origins

    def _generated(self, complaint: Complaint) -> Span:
        path = complaint.path
        if path not in self._sources:
            place = self._place / path
            read = read_text(place, Report())
            self._sources[path] = read or Source(str(place), "")
        source = self._sources[path]
        return line_span(source, min(complaint.line or 1, source.lines))

    def _made(self, complaint: Complaint) -> Made | None:
        if self._origins is None or complaint.path in self._edited:
            return None
        return self._origins.of(complaint.path, complaint.line or 1)
