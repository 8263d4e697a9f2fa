"""Findings as SARIF 2.1.0, for code scanning.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
"""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from dbstackc.base.diagnostic import Diagnostic, Label, Level
from dbstackc.base.fingerprint import fingerprints
from dbstackc.base.span import Span
from dbstackc.surface.version import version

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {
    Level.BUG: "error",
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.ADVICE: "note",
}


def export(found: Sequence[Diagnostic], code: int) -> str:
    """Return the findings as one SARIF run."""
    names = sorted({each.rule for each in found})
    run = {
        "tool": {
            "driver": {
                "name": "dbstackc",
                "version": version(),
                "rules": [_rule(name) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": code in (0, 1), "exitCode": code}],
        "results": [
            _result(each, names.index(each.rule), name)
            for each, name in zip(found, fingerprints(found), strict=True)
        ],
    }
    told = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(told, indent=1, ensure_ascii=True) + "\n"


def _rule(name: str) -> dict[str, Any]:
    """Return what is known of a rule; mistakes that no rule finds have only their names."""
    from dbstackc.surface.known import known_rule

    words = name.split("-") if "-" in name else [name, "mistake"]  # a name must not be the id
    told = {"id": name, "name": "".join(map(str.capitalize, words))}
    known = known_rule(name)
    if known is None:
        return told
    return {
        **told,
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": known.text.strip()},
        "help": {"text": f"dbstackc explain {name}"},
        "defaultConfiguration": {"level": _LEVELS[known.level]},
    }


def _result(each: Diagnostic, index: int, fingerprint: str) -> dict[str, Any]:
    said = [each.title, *each.notes, *(f"help: {text}" for text in each.helps)]
    result: dict[str, Any] = {
        "ruleId": each.rule,
        "ruleIndex": index,
        "level": _LEVELS[each.level],
        "message": {"text": "\n".join(said)},
        "partialFingerprints": {"dbstackc/v1": fingerprint},
    }
    if each.primary is not None:
        result["locations"] = [_location(each.primary)]
    if each.beside:
        result["relatedLocations"] = [
            {"id": number, **_location(label)} for number, label in enumerate(each.beside)
        ]
    if each.fix is not None and each.fix.edits:
        changes: dict[str, list[dict[str, Any]]] = {}
        for edit in each.fix.edits:
            changes.setdefault(_uri(edit.span), []).append(
                {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
            )
        result["fixes"] = [
            {
                "description": {"text": each.fix.title},
                "artifactChanges": [
                    {"artifactLocation": {"uri": uri}, "replacements": parts}
                    for uri, parts in changes.items()
                ],
            }
        ]
    return result


def _location(label: Label) -> dict[str, Any]:
    place: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(label.span)},
            "region": _region(label.span),
        }
    }
    if label.text:
        place["message"] = {"text": label.text}
    return place


def _uri(span: Span) -> str:
    """Return the source's name as a relative reference, or as a file URI where it is absolute."""
    path = span.source.name.replace("\\", "/")
    quoted = quote(path, errors="surrogatepass")
    if path.startswith("/"):
        return "file://" + quoted
    # a colon in the first segment would read as a scheme (RFC 3986, section 4.2)
    return quoted.replace("%3A", ":") if ":" not in path.split("/")[0] else "./" + quoted


def _region(span: Span) -> dict[str, int]:
    (line, column), (end_line, end_column) = span.place, span.source.place(span.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    }
