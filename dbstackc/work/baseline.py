"""A baseline: findings that were there before, so that only new ones count."""

import json
from collections.abc import Sequence
from pathlib import Path

from dbstackc.base.diagnostic import Diagnostic
from dbstackc.base.fingerprint import fingerprints
from dbstackc.base.report import Report
from dbstackc.work.files import read_text, replace

VERSION = 1


def known(path: Path, report: Report) -> frozenset[str] | None:
    """Return the fingerprints of a baseline; None where it cannot be read, which is then reported.

    Reports: no-such-file, unreadable-file, baseline-form.
    """
    source = read_text(path, report)
    if source is None:
        return None
    try:
        told = json.loads(source.text)
        if told["version"] == VERSION:
            return frozenset(str(each["fingerprint"]) for each in told["findings"])
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    report.error(
        "baseline-form",
        f"`{path}` is no baseline of this version",
        at=None,
        help="write it anew with `--update-baseline`",
    )
    return None


def without(found: Sequence[Diagnostic], known: frozenset[str]) -> tuple[list[Diagnostic], int]:
    """Return the findings that a baseline does not know, and how many of its own are gone."""
    names = fingerprints(found)
    fresh = [each for each, name in zip(found, names, strict=True) if name not in known]
    return fresh, len(known - set(names))


def keep(path: Path, found: Sequence[Diagnostic], report: Report) -> bool:
    """Write a baseline of findings; return whether that could be done.

    Reports: cannot-write.
    """
    rows = [
        {
            "rule": each.rule,
            "path": "" if each.primary is None else each.primary.span.source.name,
            "title": each.title,
            "fingerprint": name,
        }
        for each, name in zip(found, fingerprints(found), strict=True)
    ]
    told = {"version": VERSION, "findings": rows}
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    return replace(path, text.encode("utf-8", "backslashreplace"), report)
