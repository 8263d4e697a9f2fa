"""How readers tell what an engine refuses: as errors, and of one file no more than anyone reads."""

from collections.abc import Iterable

from dbstackc.base.diagnostic import Fix
from dbstackc.base.report import Report
from dbstackc.base.span import Span

MOST = 1_000
"""Complaints about one file."""


class Teller:
    """A report that takes so many complaints and no more.

    left: how many it still takes. note: what to say of one of which nothing else is said.
    """

    def __init__(self, report: Report, note: str = "") -> None:
        self.report = report
        self.note = note
        self.left = MOST

    def __call__(
        self,
        rule: str,
        title: str,
        at: Span,
        *,
        says: str = "",
        note: str = "",
        help: str = "",
        beside: Iterable[tuple[Span, str]] = (),
        fix: Fix | None = None,
    ) -> None:
        """Report an error, where there is room for it."""
        self.left -= 1
        if self.left >= 0:
            self.report.error(
                rule,
                title,
                at=at,
                says=says,
                note=note or self.note or (),
                help=help or (),
                beside=beside,
                fix=fix,
            )
