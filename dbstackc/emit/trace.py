"""Lines that remember which words of the topology made them."""

from collections.abc import Iterable

from dbstackc.base.span import Span
from dbstackc.emit.target import Artifact, Trace


class Lines:
    """Collect lines and, run by run, the spans that caused them."""

    __slots__ = ("_count", "_last", "_moved", "_parts", "_trace")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._trace: list[tuple[int, Span]] = []
        self._count = 0
        self._last: Span | None = None
        self._moved: tuple[int, list[tuple[int, Span]]] = (0, [])

    def add(self, text: str, origin: Span | None = None) -> None:
        """Take one line, or several joined by newlines; no origin means that of the line above."""
        if origin is not None and origin is not self._last:
            self._trace.append((self._count + 1, origin))
            self._last = origin
        self._parts.append(text)
        self._count += text.count("\n") + 1

    def place(self, text: str, height: int, runs: Iterable[tuple[int, Span]]) -> None:
        """Take lines whose runs are known.

        height: how many lines there are. runs: (line, span) pairs, lines from 1 and rising.
        """
        for line, origin in runs:
            if origin is not self._last:
                self._trace.append((self._count + line, origin))
                self._last = origin
        self._parts.append(text)
        self._count += height

    def extend(self, others: "Lines") -> None:
        """Take all lines of others, which many may take; nothing may be added to those afterwards.

        What many take at the same line costs each of them next to nothing.
        """
        if not others._parts:
            return
        if len(others._parts) > 1:
            others._parts = ["\n".join(others._parts)]
        at, runs = others._moved
        if at != self._count or not runs:
            runs = [(line + self._count, span) for line, span in others._trace]
            others._moved = (self._count, runs)
        self._trace += runs[1:] if runs and runs[0][1] is self._last else runs
        self._last = others._last or self._last
        self._parts += others._parts
        self._count += others._count

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
