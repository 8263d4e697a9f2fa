"""Findings for other programs: one module a format, each `export(found, code)`.

The text of the user's files is in none of them, so no secret is either.
"""

from collections.abc import Sequence
from importlib import import_module

from dbstackc.base.diagnostic import Diagnostic


def export(form: str, found: Sequence[Diagnostic], code: int) -> str:
    """Return findings in a format, with a newline at its end; the same for the same findings.

    form: json, sarif, github, gitlab or junit. code: the exit code of the run.
    """
    told: str = import_module(f"{__name__}.{form}_form").export(found, code)
    return told
