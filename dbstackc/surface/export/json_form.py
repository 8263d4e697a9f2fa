"""Findings as JSON, for scripts.

    {
      "format": 1,                     rises when a field changes its meaning or goes away
      "exit_code": 1,
      "findings": [{
        "rule": "port-taken",
        "level": "error",              bug, error, warning or advice
        "title": "…",
        "place": PLACE or null,        null where no file is at fault
        "beside": [PLACE, …],          other places that take part
        "notes": ["…"], "helps": ["…"],
        "fix": {"title": "…", "safe": true, "edits": [{"place": PLACE, "text": "…"}]} or null
      }]
    }

A PLACE is `{"path", "line", "column", "end_line", "end_column", "says"}`: lines and columns count
from 1, columns are code points, and the end is exclusive.
"""

import json
from collections.abc import Sequence
from typing import Any

from dbstackc.base.diagnostic import Diagnostic, Label
from dbstackc.base.span import Span

FORMAT = 1


def export(found: Sequence[Diagnostic], code: int) -> str:
    """Return the findings as JSON."""
    told = {"format": FORMAT, "exit_code": code, "findings": [_finding(each) for each in found]}
    return json.dumps(told, indent=1, ensure_ascii=True) + "\n"


def _finding(each: Diagnostic) -> dict[str, Any]:
    fix = each.fix
    return {
        "rule": each.rule,
        "level": each.level.word,
        "title": each.title,
        "place": None if each.primary is None else _label(each.primary),
        "beside": [_label(label) for label in each.beside],
        "notes": list(each.notes),
        "helps": list(each.helps),
        "fix": fix
        and {
            "title": fix.title,
            "safe": fix.safe,
            "edits": [{"place": _place(edit.span), "text": edit.text} for edit in fix.edits],
        },
    }


def _label(label: Label) -> dict[str, Any]:
    return {**_place(label.span), "says": label.text}


def _place(span: Span) -> dict[str, Any]:
    (line, column), (end_line, end_column) = span.place, span.source.place(span.end)
    return {
        "path": span.source.name,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }
