"""Print XML fast, with the origin of each line.

A document is a tree of `Element`; an element with a text or without children takes one line.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from dbstackc.base.span import Span
from dbstackc.emit.trace import Lines

Attributes = tuple[tuple[str, str], ...]

_PLAIN = re.compile(r"[ !#-%'-;=?-~]*")
"""What needs no escape anywhere: printable ASCII without `"`, `&`, `<` and `>`."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, and the control characters that it can but had better not.

Source: XML 1.0, section 2.2, production 2 and the note below it.
"""

_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_ATTRIBUTE = _TEXT | {ord('"'): "&quot;", ord("\t"): "&#9;", ord("\n"): "&#10;"}


class UnprintableError(ValueError):
    """A text has a character that XML cannot hold."""


class Element(NamedTuple):
    """One element.

    name: and the names of attributes: names of the format, printed as they are.
    attributes: in the order to print them; values are escaped.
    children: further lines inside; text: instead of children.
    origin: of its first line; None for that of the line above.
    """

    name: str
    attributes: Attributes = ()
    children: "tuple[Element | Comment | Given, ...]" = ()
    text: str | None = None
    origin: Span | None = None


class Comment(NamedTuple):
    """A comment of one line; what a comment cannot hold is softened."""

    text: str
    origin: Span | None = None


class Given(NamedTuple):
    """A line that is XML already, printed as it is."""

    line: str
    origin: Span | None = None


def escape_attribute(text: str) -> str:
    """Return a text as the value of an attribute, for between two `"`.

    Raises: UnprintableError.
    """
    return text if _PLAIN.fullmatch(text) else _escaped(text, _ATTRIBUTE)


def escape_text(text: str) -> str:
    """Return a text as the content of an element.

    Raises: UnprintableError.
    """
    return text if _PLAIN.fullmatch(text) else _escaped(text, _TEXT)


def is_printable(text: str) -> bool:
    """Tell whether XML can hold a text."""
    return _FORBIDDEN.search(text) is None


def print_xml(root: Element, doctype: str) -> Lines:
    """Print a document with its XML declaration and a document type.

    doctype: the SYSTEM identifier of the type, whose name is that of the root; empty for none.

    Raises: UnprintableError.
    """
    lines = Lines()
    lines.add('<?xml version="1.0" encoding="UTF-8"?>', root.origin)
    if doctype:
        lines.add(f'<!DOCTYPE {root.name} SYSTEM "{escape_attribute(doctype)}">')
    _print(lines.add, root, "")
    return lines


def _print(add: Callable[[str, Span | None], None], element: Element, indent: str) -> None:
    name, attributes, children, text, origin = element
    if _PLAIN.fullmatch("".join([value for _, value in attributes])):
        settings = [f' {key}="{value}"' for key, value in attributes]
    else:
        settings = [f' {key}="{escape_attribute(value)}"' for key, value in attributes]
    head = f"{indent}<{name}{''.join(settings)}"
    if text is not None:
        add(f"{head}>{escape_text(text)}</{name}>", origin)
        return
    if not children:
        add(head + "/>", origin)
        return
    add(head + ">", origin)
    deeper = indent + "  "
    for child in children:
        if type(child) is Element:
            _print(add, child, deeper)
        elif type(child) is Comment:
            add(f"{deeper}<!-- {_softened(child.text)} -->", child.origin)
        elif type(child) is Given:
            add(deeper + child.line, child.origin)
    add(f"{indent}</{name}>", origin)


def _escaped(text: str, table: dict[int, str]) -> str:
    if found := _FORBIDDEN.search(text):
        raise UnprintableError(f"U+{ord(found[0]):04X} cannot be written in XML")
    return text.translate(table)


def _softened(text: str) -> str:
    """Return a text that a comment can hold: two hyphens would end it."""
    text = _FORBIDDEN.sub("\ufffd", text).replace("\r", " ").replace("\n", " ").strip()
    return re.sub(r"-(?=-|$)", "- ", text).strip() if "-" in text else text
