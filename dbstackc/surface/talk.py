"""The two streams: standard output is the product, standard error is the talk."""

import contextlib
import os
import sys
from collections.abc import Iterable
from functools import cached_property
from typing import TextIO

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.base.text import counted
from dbstackc.surface.look import Look, look_of
from dbstackc.surface.progress import Progress


class Talk:
    """What a command says, and how loud.

    quiet: 1 leaves out what is only nice to know, 2 everything but the product.
    progress: what is drawn meanwhile; the first word said ends it.
    gave: whether any of the product was given.
    """

    def __init__(self, color: str = "auto", quiet: int = 0, verbose: int = 0) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self.progress = Progress()
        self.gave = False
        self._color = color

    @cached_property
    def out_look(self) -> Look:
        """How to draw on standard output."""
        return look_of(sys.stdout, os.environ, self._color) if sys.stdout else Look()

    @cached_property
    def error_look(self) -> Look:
        """How to draw on standard error."""
        return look_of(sys.stderr, os.environ, self._color) if sys.stderr else Look()

    def out(self, text: str) -> None:
        """Give the product, or a part of it."""
        self.progress.end()
        self.gave |= bool(text)
        _write(sys.stdout, text)

    def out_exactly(self, content: bytes) -> None:
        """Give the product, byte by byte."""
        self.progress.end()
        self.gave |= bool(content)
        if sys.stdout:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)

    def say(self, text: str) -> None:
        """Tell what is nice to know, a line of it."""
        if not self.quiet:
            self.progress.end()
            _write(sys.stderr, text + "\n")

    def warn(self, text: str) -> None:
        """Tell what must be known, a line of it."""
        if self.quiet < 2:
            self.progress.end()
            _write(sys.stderr, text + "\n")

    def draw(self, found: Iterable[Diagnostic], *, concise: bool = False) -> None:
        """Draw findings on standard error, where the product is something else."""
        if self.quiet < 2:
            text = drawn(list(found), self.error_look, concise=concise)
            self.progress.end()
            _write(sys.stderr, text)


def drawn(found: list[Diagnostic], look: Look, *, concise: bool = False) -> str:
    """Return findings as people read them."""
    if not found:
        return ""
    from dbstackc.surface import render

    if concise:
        return "".join(render.concise(each, look) + "\n" for each in found)
    return render.draw_all(found, look) + "\n"


def summary(found: list[Diagnostic], files: int) -> str:
    """Return one sentence that counts the findings."""
    from dbstackc.base.text import listed

    where = counted(files, "file")
    counts: dict[str, int] = {}
    for each in sorted(found, key=lambda each: each.level):
        counts[each.level.word] = counts.get(each.level.word, 0) + 1
    if not counts:
        return f"Checked {where}: nothing found."
    words = [
        f"{count} pieces of advice" if word == "advice" and count > 1
        else f"{count} piece of advice" if word == "advice"
        else counted(count, word)
        for word, count in counts.items()
    ]  # fmt: skip
    fixes = sum(each.fix is not None for each in found)
    tail = f" {counted(fixes, 'has', 'have')} a fix to copy." if fixes else ""
    return f"Found {listed(words)} in {where}.{tail}"


def prepare() -> None:
    """Let no character end a run: what a stream cannot carry is spelled out."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with contextlib.suppress(ValueError, OSError):
                reconfigure(errors="backslashreplace")


def _write(stream: TextIO | None, text: str) -> None:
    if stream and text:
        stream.write(text)
