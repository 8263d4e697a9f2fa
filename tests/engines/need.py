"""Say which engines a test needs: absent, they skip it at a desk and fail it in CI."""

import os

import pytest

from dbstackc.work.program import find as find


def need(*programs: str) -> None:
    """Go on only when every one of these programs is installed.

    Outside CI a missing one skips the test by its name; with `CI=true` it fails the test, so that
    no engine is ever left unasked in silence.
    """
    missing = [program for program in programs if find(program) is None]
    if not missing:
        return
    message = "not installed: " + ", ".join(missing)
    if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
        pytest.fail(f"{message}; in CI every engine is asked")
    pytest.skip(message)
