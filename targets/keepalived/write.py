"""Print a keepalived.conf."""

from dbstackc.emit.target import Artifact
from dbstackc.emit.trace import Lines

from .document import Block, Document


def write(document: Document) -> Artifact:
    """Return the file of a document."""
    lines = Lines()
    for index, block in enumerate(document.blocks):
        if index:
            lines.add("")
        _add(block, "", lines)
    return lines.artifact(document.path, escape=document.escape, title=document.title)


def _add(block: Block, indent: str, lines: Lines) -> None:
    for text in block.doc:
        lines.add(f"{indent}{_comment(text)}", block.origin)
    lines.add(f"{indent}{block.head} {{", block.origin)
    for item in block.items:
        if isinstance(item, Block):
            _add(item, f"{indent}    ", lines)
        else:
            lines.add(f"{indent}    {item.text}", item.origin)
    lines.add(f"{indent}}}", block.origin)


def _comment(text: str) -> str:
    shown = "".join(char if char.isprintable() else " " for char in text).rstrip()
    return f"# {shown}" if shown else "#"
