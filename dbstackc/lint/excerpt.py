"""Parts of a text that are read as if they were files, and their places in the whole."""

from dbstackc.base.diagnostic import Diagnostic, Edit, Fix, Label
from dbstackc.base.record import replace
from dbstackc.base.source import Source
from dbstackc.base.span import Span


class Excerpt(Source):
    """A part of a text: of a document's code block, or of a value that is a file itself.

    whole: the text it is cut from, which is no excerpt. offset: where it begins there.
    """

    __slots__ = ("offset", "whole")

    whole: Source
    offset: int

    def __init__(self, whole: Source, start: int, end: int) -> None:
        if isinstance(whole, Excerpt):
            start, end, whole = start + whole.offset, end + whole.offset, whole.whole
        super().__init__(whole.name, whole.text[start:end])
        self.whole = whole
        self.offset = start


def settled(span: Span) -> Span:
    """Return where a span lies in the whole text."""
    source = span.source
    if not isinstance(source, Excerpt):
        return span
    return Span(source.whole, span.start + source.offset, span.end + source.offset)


def settle(found: Diagnostic) -> Diagnostic:
    """Return a finding with each of its places in the whole text."""
    fix = found.fix
    return replace(
        found,
        primary=None if found.primary is None else _settle_label(found.primary),
        beside=tuple(map(_settle_label, found.beside)),
        fix=fix and Fix(fix.title, tuple(_settle_edit(e) for e in fix.edits), fix.safe),
        masked=tuple(map(settled, found.masked)),
    )


def _settle_label(label: Label) -> Label:
    return Label(settled(label.span), label.text)


def _settle_edit(edit: Edit) -> Edit:
    return Edit(settled(edit.span), edit.text)
