"""Print a haproxy.cfg."""

from dbstackc.emit.target import Artifact
from dbstackc.emit.trace import Lines

from .document import Document
from .words import comment


def write(document: Document) -> Artifact:
    """Return the file of a document; it ends in a newline, without which HAProxy refuses it."""
    lines = Lines()
    for index, section in enumerate(document.sections):
        if index:
            lines.add("")
        for text in section.doc:
            lines.add(comment(text), section.origin)
        lines.add(f"{section.kind} {section.name}".rstrip(), section.origin)
        for directive in section.lines:
            lines.add(f"    {directive.printed}", directive.origin)
    return lines.artifact(document.path, escape=document.escape, title=document.title)
