"""A file that is its lines already: what several targets make of a topology."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dbstackc.emit.target import Artifact
from dbstackc.emit.trace import Lines


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """One file; mode, escape and title as an artifact has them."""

    path: str
    lines: Lines
    mode: int = 0o644
    escape: str = ""
    title: str = ""

    def artifact(self) -> Artifact:
        """Print it."""
        return self.lines.artifact(self.path, mode=self.mode, escape=self.escape, title=self.title)


def shipped(file: Path, path: str, title: str, mode: int = 0o755) -> Document:
    """Return a file of the project's own as a file of a bundle, unchanged.

    file: ends in a newline. path: in the bundle.
    """
    lines = Lines()
    lines.add(text_of(file)[:-1])
    return Document(path=path, lines=lines, mode=mode, title=title)


@lru_cache(maxsize=64)
def text_of(file: Path) -> str:
    """Return the text of a file of the project's own, which many hosts may get."""
    return file.read_text(encoding="utf-8")
