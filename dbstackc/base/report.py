"""The growing list of diagnostics."""

from collections.abc import Iterable, Iterator

from dbstackc.base.diagnostic import Diagnostic, Fix, Label, Level
from dbstackc.base.span import Span


class Report:
    """Collect diagnostics; read back sorted and without duplicates.

    A report is handed along and only ever added to.
    """

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []

    def add(self, diagnostic: Diagnostic) -> None:
        """Take one more diagnostic."""
        self._found.append(diagnostic)

    def say(
        self,
        level: Level,
        rule: str,
        title: str,
        *,
        at: Span | None,
        says: str = "",
        beside: Iterable[tuple[Span, str]] = (),
        note: str | tuple[str, ...] = (),
        help: str | tuple[str, ...] = (),
        fix: Fix | None = None,
    ) -> None:
        """Take one more diagnostic, given in words.

        says: what to say at `at`; beside: further spans, each with its text ("" for none).
        """
        self._found.append(
            Diagnostic(
                rule=rule,
                level=level,
                title=title,
                primary=None if at is None else Label(at, says),
                beside=tuple(Label(span, text) for span, text in beside),
                notes=(note,) if isinstance(note, str) else note,
                helps=(help,) if isinstance(help, str) else help,
                fix=fix,
            )
        )

    def error(
        self,
        rule: str,
        title: str,
        *,
        at: Span | None,
        says: str = "",
        beside: Iterable[tuple[Span, str]] = (),
        note: str | tuple[str, ...] = (),
        help: str | tuple[str, ...] = (),
        fix: Fix | None = None,
    ) -> None:
        """Take one more error; the words are those of `say`."""
        self.say(
            Level.ERROR, rule, title, at=at, says=says, beside=beside, note=note, help=help, fix=fix
        )

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take many."""
        self._found.extend(diagnostics)

    def __iter__(self) -> Iterator[Diagnostic]:
        """Yield each diagnostic once, ordered by source, place, rule and title."""
        return iter(sorted(dict.fromkeys(self._found), key=_order))

    def __len__(self) -> int:
        return len(set(self._found))

    @property
    def has_errors(self) -> bool:
        """Whether anything forbids writing artifacts."""
        return any(found.level <= Level.ERROR for found in self._found)


def _order(found: Diagnostic) -> tuple[str, int, int, str, str]:
    if found.primary is None:
        return ("", -1, -1, found.rule, found.title)
    span = found.primary.span
    return (span.source.name, span.start, span.end, found.rule, found.title)
