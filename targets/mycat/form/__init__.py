"""Whether a file has the form that the loader's validating parser demands.

The grammars beside this module judge; `wording` says in words what they found.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .definition import judge, line_of
from .wording import complaints

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://io.mycat/"
_ROOT = re.compile(rb"<mycat:(?:schema|rule|server)(?=[\s/>])([^>]*)")


@dataclass(frozen=True, slots=True)
class FormError:
    """One breach of the form; the loader stops at the first.

    line: from 1.
    """

    line: int
    message: str


def validate(kind: str, text: bytes) -> list[FormError]:
    """Return what breaks the form of a file, in the order of its lines; nothing if all is well.

    kind: one of `definition.KINDS`.

    Source: MyCat 1.6.7.4, ConfigUtil.getDocument: a validating parser that knows no namespaces, and
    throws at every error.
    """
    return read(kind, text)[1]


def read(kind: str, text: bytes) -> tuple["_Element | None", list[FormError]]:
    """Return the root of a file and what breaks its form; the root is None if it is no XML."""
    root, errors = _parsed(text)
    if root is None:
        return None, errors
    errors += _frame(kind, root)
    if not errors:
        errors += _content(kind, root)
    return root, sorted(errors, key=lambda error: error.line)


def _parsed(text: bytes) -> tuple["_Element | None", list[FormError]]:
    """Parse without entities, network or document type."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(_with_namespace(text), parser), []
    except etree.XMLSyntaxError as problem:
        message = str(problem.msg).partition(", line ")[0]
        return None, [FormError(max(problem.lineno or 1, 1), f"this is not XML: {message}")]
    except ValueError as problem:
        return None, [FormError(1, f"this is not XML: {problem}")]


def _with_namespace(text: bytes) -> bytes:
    """Add the declaration that the loader's own document type adds where it is absent."""
    found = _ROOT.search(text)
    if found is None or b"xmlns:mycat" in found[1]:
        return text
    at = found.start(1)
    return text[:at] + f' xmlns:mycat="{NAMESPACE}"'.encode() + text[at:]


def _frame(kind: str, root: "_Element") -> list[FormError]:
    """Check the DOCTYPE, the root and the namespace."""
    wanted = f"mycat:{kind}"
    errors = []
    declared: Any = root.getroottree().docinfo
    types = declared.internalDTD
    if types is None or not types.name:
        errors.append(FormError(1, f'there is no `<!DOCTYPE {wanted} SYSTEM "{kind}.dtd">`'))
    elif types.name != wanted:
        errors.append(FormError(1, f"the DOCTYPE is of `{types.name}`, and must be of `{wanted}`"))
    elif not declared.system_url:
        errors.append(FormError(1, f'the DOCTYPE names no file, as in `SYSTEM "{kind}.dtd"`'))
    elif any(types.iterentities()) or any(types.iterelements()):
        errors.append(FormError(1, "declarations inside the DOCTYPE are not followed"))
    if (root.prefix, root.tag.rpartition("}")[2]) != ("mycat", kind):
        name = f"{root.prefix}:" if root.prefix else ""
        said = f"{name}{root.tag.rpartition('}')[2]}"
        errors.append(FormError(line_of(root), f"the root is `{said}`, and must be `{wanted}`"))
    elif root.nsmap["mycat"] != NAMESPACE:
        said = root.nsmap["mycat"] or ""
        errors.append(
            FormError(line_of(root), f"`xmlns:mycat` is `{said}`, and must be `{NAMESPACE}`")
        )
    for element in root.iter("*"):
        if set(element.nsmap) - {"mycat"}:
            errors.append(FormError(line_of(element), "no namespace but `xmlns:mycat` is taken"))
            break
    return errors


def _content(kind: str, root: "_Element") -> list[FormError]:
    grammar = judge(kind)
    if grammar.validate(root):
        return []
    told = [FormError(line, message) for line, message in complaints(kind, root)]
    return told or [FormError(entry.line, entry.message) for entry in grammar.error_log][:1]
