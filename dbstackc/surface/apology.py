"""What is kept of a fault of ours: where it happened, and nothing of the user's files."""

import os
import platform
import tempfile
import traceback

from dbstackc.surface.asked import Asked
from dbstackc.surface.version import version


def write_apology(error: BaseException, asked: tuple[str, Asked] | None) -> str:
    """Write a report of an exception and return its path, or why there is none.

    The exception's own words are left out: they may quote a file.
    """
    try:
        handle, path = tempfile.mkstemp(prefix="dbstackc-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(describe(error, asked))
    except OSError as reason:
        return f"(the report could not be written: {reason.strerror})"
    return path


def describe(error: BaseException, asked: tuple[str, Asked] | None) -> str:
    """Return the report: releases, the command and its flags without values, and the traceback."""
    command = f"{asked[0]} with {', '.join(asked[1].given) or 'nothing'}" if asked else "unknown"
    lines = [
        f"dbstackc {version()}, Python {platform.python_version()}, {platform.system()}",
        f"command: {command}",
        *_chain(error),
    ]
    return "\n".join(lines) + "\n"


def traced(error: BaseException) -> str:
    """Return where it happened, with our lines; the exception's own words are left out here too."""
    lines = [] if error.__cause__ is None else [traced(error.__cause__), "which led to"]
    lines += traceback.format_tb(error.__traceback__)
    lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
    return "\n".join(line.rstrip("\n") for line in lines)


def _chain(error: BaseException) -> list[str]:
    lines = [] if error.__cause__ is None else [*_chain(error.__cause__), "which led to"]
    lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
    lines += [f"  {note}" for note in getattr(error, "__notes__", ())]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}")
    return lines


def _short(path: str) -> str:
    """Return a path from our package on; of another one, its last two names."""
    parts = path.replace("\\", "/").split("/")
    ours = [index for index, part in enumerate(parts) if part == "dbstackc"]
    return "/".join(parts[ours[-1] :] if ours else parts[-2:])
