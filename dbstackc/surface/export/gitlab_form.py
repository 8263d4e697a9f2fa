"""Findings as a Code Quality report, which GitLab shows in a merge request.

Source: GitLab documentation, "Code Quality", "Code Quality report format".
"""

import json
from collections.abc import Sequence

from dbstackc.base.diagnostic import Diagnostic, Level
from dbstackc.base.fingerprint import fingerprints

_SEVERITIES = {
    Level.BUG: "blocker",
    Level.ERROR: "major",
    Level.WARNING: "minor",
    Level.ADVICE: "info",
}


def export(found: Sequence[Diagnostic], code: int) -> str:
    """Return a JSON list; a finding that is in no file is told of the current folder."""
    told = []
    for each, fingerprint in zip(found, fingerprints(found), strict=True):
        path, line = ".", 1
        if each.primary is not None:
            path, line = each.primary.span.source.name, each.primary.span.place[0]
        told.append(
            {
                "description": each.title,
                "check_name": each.rule,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[each.level],
                "location": {"path": path, "lines": {"begin": line}},
            }
        )
    return json.dumps(told, indent=1, ensure_ascii=True) + "\n"
