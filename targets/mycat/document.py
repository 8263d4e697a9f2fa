"""The lossless form of MyCat's files: a tree of XML, or lines."""

from dataclasses import dataclass
from functools import cached_property

from dbstackc.base.span import Span
from dbstackc.emit.target import Trace
from dbstackc.emit.trace import Lines
from dbstackc.emit.xml import Element, print_xml


@dataclass(frozen=True, kw_only=True, eq=False)
class Markup:
    """An XML file; several routers may share one, and it is printed once.

    doctype: the SYSTEM identifier. MyCat finds its own DTD whatever it says, but wants one.

    Source: MyCat 1.6.7.4, ConfigUtil.getDocument.
    """

    doctype: str
    root: Element

    @cached_property
    def printed(self) -> tuple[str, Trace]:
        """The text and the trace."""
        lines = print_xml(self.root, self.doctype)
        return lines.text, lines.trace


@dataclass(frozen=True, kw_only=True, eq=False)
class Plain:
    """A file of lines, each with its origin or that of the line above."""

    lines: tuple[tuple[str, Span | None], ...]

    @cached_property
    def printed(self) -> tuple[str, Trace]:
        """The text and the trace."""
        found = Lines()
        for text, origin in self.lines:
            found.add(text, origin)
        return found.text, found.trace


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """One file of a router's conf folder.

    path, mode, title: of the artifact. has_hole: whether secrets are to be filled in.
    """

    path: str
    content: Markup | Plain
    title: str
    has_hole: bool = False
    mode: int = 0o644
