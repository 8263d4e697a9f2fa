"""The lossless form of haproxy.cfg: sections of lines, each with its origin."""

from typing import NamedTuple

from dbstackc.base.span import Span

from .words import quote


class Directive(NamedTuple):
    """One line of a section.

    words: what HAProxy understands, quotes and escapes resolved; empty for a comment or blank line.
    text: the line as it stands, where it is not ours to lay out (a verbatim line, a comment); else
        None, and it is printed from the words.
    origin: None for that of the line above.
    """

    words: tuple[str, ...]
    origin: Span | None = None
    text: str | None = None

    @property
    def printed(self) -> str:
        """The line, without indentation."""
        return " ".join(map(quote, self.words)) if self.text is None else self.text


class Section(NamedTuple):
    """A keyword at the margin and the lines below it.

    kind: global, defaults, resolvers, listen, frontend or backend. name: empty where it has none.
    doc: the lines of the comment above it.
    """

    kind: str
    name: str
    origin: Span
    lines: tuple[Directive, ...]
    doc: tuple[str, ...] = ()


class Document(NamedTuple):
    """One haproxy.cfg; escape and title as an artifact has them."""

    path: str
    sections: tuple[Section, ...]
    escape: str
    title: str
