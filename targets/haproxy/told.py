"""How the judges of a haproxy.cfg tell what they find."""

from collections.abc import Iterable

from dbstackc.base.diagnostic import Fix
from dbstackc.base.report import Report
from dbstackc.base.span import Span

MOST = 1_000
"""Complaints about one file; HAProxy itself stops after 20."""


class Teller:
    """A report that takes so many complaints and no more.

    left: how many it still takes.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.left = MOST

    def __call__(
        self,
        rule: str,
        title: str,
        at: Span,
        *,
        says: str = "",
        note: str = "HAProxy does not start",
        help: str = "",
        beside: Iterable[tuple[Span, str]] = (),
        fix: Fix | None = None,
    ) -> None:
        """Report an error, where there is room for it."""
        self.left -= 1
        if self.left >= 0:
            self.report.error(
                rule, title, at=at, says=says, note=note, help=help or (), beside=beside, fix=fix
            )
