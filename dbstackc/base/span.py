"""Where something is written."""

from dbstackc.base.record import record
from dbstackc.base.source import Source


@record(frozen=True, slots=True)
class Span:
    """A half-open range of code points in one source.

    start, end: offsets, 0 <= start <= end <= the length of the text.
    """

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """What is written there."""
        return self.source.text[self.start : self.end]

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of the first character, both from 1."""
        return self.source.place(self.start)

    def join(self, other: "Span") -> "Span":
        """Return the smallest span that holds both; both must be of one source."""
        return Span(self.source, min(self.start, other.start), max(self.end, other.end))

    def __str__(self) -> str:
        line, column = self.place
        return f"{self.source.name}:{line}:{column}"
