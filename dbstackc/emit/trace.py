"""Lines that remember which words of the topology made them."""

from dbstackc.base.span import Span
from dbstackc.emit.target import Artifact, Trace


class Lines:
    """Collect lines and, run by run, the spans that caused them."""

    __slots__ = ("_count", "_last", "_parts", "_trace")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._trace: list[tuple[int, Span]] = []
        self._count = 0
        self._last: Span | None = None

    def add(self, text: str, origin: Span | None = None) -> None:
        """Take one line, or several joined by newlines; no origin means that of the line above."""
        if origin is not None and origin is not self._last:
            self._trace.append((self._count + 1, origin))
            self._last = origin
        self._parts.append(text)
        self._count += text.count("\n") + 1

    @property
    def text(self) -> str:
        """All lines, each ended by a newline."""
        return "\n".join(self._parts) + "\n" if self._parts else ""

    @property
    def trace(self) -> Trace:
        """The runs so far."""
        return tuple(self._trace)

    def artifact(
        self, path: str, *, mode: int = 0o644, escape: str = "", title: str = ""
    ) -> Artifact:
        """Return the file made of these lines."""
        return Artifact(
            path=path, text=self.text, mode=mode, trace=self.trace, escape=escape, title=title
        )
