"""Print a document."""

from dbstackc.emit.target import Artifact

from .document import Document


def write(document: Document) -> Artifact:
    """Return the file of a document."""
    text, trace = document.content.printed
    return Artifact(
        path=document.path,
        text=text,
        mode=document.mode,
        trace=trace,
        escape="xml" if document.has_hole else "",
        title=document.title,
    )
