"""Whether a file has the form that the loader's validating parser demands.

The grammars beside this module judge; `wording` says in words what they found.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.xml import Xml, parse

from .definition import judge
from .wording import complaints

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://io.mycat/"
_ENCODING = re.compile(r"(\A\ufeff?<\?xml[^>]*?)(\sencoding\s*=\s*(?:\"[^\"]*\"|'[^']*'))")
_ROOT = re.compile(rb"<mycat:(?:schema|rule|server)(?=[\s/>])([^>]*)")


@dataclass(frozen=True, slots=True)
class FormError:
    """One breach of the form; the loader stops at the first.

    line: from 1. at: the place itself.
    kind: xml where it is none, else form; form-version where another version takes it.
    """

    line: int
    message: str
    at: Span | None = field(default=None, compare=False)
    kind: str = field(default="form", compare=False)


def validate(kind: str, text: bytes) -> list[FormError]:
    """Return what breaks the form of a file, in the order of its lines; nothing if all is well.

    kind: one of `definition.KINDS`.

    Source: MyCat 1.6.7.4, ConfigUtil.getDocument: a validating parser that knows no namespaces, and
    throws at every error.
    """
    return read(kind, text.decode("utf-8", "surrogateescape"))[1]


def read(kind: str, text: str, document: Xml | None = None) -> tuple["Xml | None", list[FormError]]:
    """Return the document of a file and what breaks its form; None if it is no XML.

    document: of the text, where it was read before.
    """
    document = document or parse(Source(f"{kind}.xml", text), kind)
    root, errors = _parsed(document)
    if root is None:
        return None, errors
    errors += _frame(kind, root, document)
    if not errors:
        errors += _content(kind, root, document)
    return document, sorted(errors, key=lambda error: error.line)


def _parsed(document: Xml) -> tuple["_Element | None", list[FormError]]:
    """Parse without entities, network or document type."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    text = _ENCODING.sub(lambda found: found[1] + " " * len(found[2]), document.source.text, 1)
    try:
        data = _with_namespace(text.encode("utf-8", "surrogateescape"))
        return etree.fromstring(data, parser), []
    except etree.XMLSyntaxError as problem:
        message = str(problem.msg).partition(", line ")[0]
        line, column = problem.lineno or 1, (problem.position or (1, 1))[1]
        found = FormError(
            max(line, 1), f"this is not XML: {message}", _place(document, line, column), "xml"
        )
        return None, [found]
    except ValueError as problem:
        return None, [FormError(1, f"this is not XML: {problem}", None, "xml")]


def _place(document: Xml, line: int, column: int) -> Span:
    """Return the rest of a line from a column, both from 1, or all of it where nothing is left."""
    source = document.source
    line = min(max(line, 1), source.lines)
    text, start = source.line(line), source.starts[line - 1]
    first = min(max(column - 1, 0), len(text))
    if not text[first:].strip():
        first = len(text) - len(text.lstrip())
    return Span(source, start + first, start + len(text))


def _with_namespace(text: bytes) -> bytes:
    """Add the declaration that the loader's own document type adds where it is absent."""
    found = _ROOT.search(text)
    if found is None or b"xmlns:mycat" in found[1]:
        return text
    at = found.start(1)
    return text[:at] + f' xmlns:mycat="{NAMESPACE}"'.encode() + text[at:]


def _frame(kind: str, root: "_Element", document: Xml) -> list[FormError]:
    """Check the DOCTYPE, the root and the namespace."""
    wanted = f"mycat:{kind}"
    errors: list[FormError] = []
    declared: Any = root.getroottree().docinfo
    types = declared.internalDTD
    top = document.roots[0]

    def say(message: str, at: Span | None = None, kind: str = "form") -> None:
        errors.append(FormError(1 if at is None else at.place[0], message, at or _type(), kind))

    def _type() -> Span:
        piece = document.doctype
        if piece is None:
            return top.name_at
        return Span(document.source, piece.start, piece.end)

    if types is None or not types.name:
        say(f'there is no `<!DOCTYPE {wanted} SYSTEM "{kind}.dtd">`')
    elif types.name != wanted:
        say(f"the DOCTYPE is of `{types.name}`, and must be of `{wanted}`")
    elif not declared.system_url:
        say(f'the DOCTYPE names no file, as in `SYSTEM "{kind}.dtd"`')
    elif any(types.iterentities()) or any(types.iterelements()):
        say("declarations inside the DOCTYPE are not followed")
    if (root.prefix, root.tag.rpartition("}")[2]) != ("mycat", kind):
        name = f"{root.prefix}:" if root.prefix else ""
        said = f"{name}{root.tag.rpartition('}')[2]}"
        say(f"the root is `{said}`, and must be `{wanted}`", top.name_at)
    elif root.nsmap["mycat"] != NAMESPACE:
        said = root.nsmap["mycat"] or ""
        place = top.attributes["xmlns:mycat"].at if "xmlns:mycat" in top.attributes else top.name_at
        old = said.startswith("http://org.opencloudb")
        say(
            f"`xmlns:mycat` is `{said}`, and must be `{NAMESPACE}`",
            place,
            "form-version" if old else "form",
        )
    for element, ours in zip(root.iter("*"), document.elements, strict=False):
        if set(element.nsmap) - {"mycat"}:
            say("no namespace but `xmlns:mycat` is taken", ours.name_at)
            break
    return errors


def _content(kind: str, root: "_Element", document: Xml) -> list[FormError]:
    grammar = judge(kind)
    if grammar.validate(root):
        return []
    told = [
        FormError(at.place[0], message, at, why) for at, message, why in complaints(kind, document)
    ]
    return told or [FormError(entry.line, entry.message) for entry in grammar.error_log][:1]
