"""The lossless form of keepalived.conf: blocks of lines and of further blocks."""

from collections.abc import Sequence
from typing import NamedTuple

from dbstackc.base.span import Span


class Line(NamedTuple):
    """One line; origin: None for that of the line above."""

    text: str
    origin: Span | None = None


class Block(NamedTuple):
    """A head, and between braces what belongs to it; doc: the lines of the comment above it."""

    head: str
    origin: Span
    items: "Sequence[Line | Block]"
    doc: tuple[str, ...] = ()


class Document(NamedTuple):
    """One keepalived.conf; escape and title as an artifact has them."""

    path: str
    blocks: tuple[Block, ...]
    escape: str
    title: str
