"""Which files a command means."""

import sys
from collections.abc import Sequence
from pathlib import Path

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.suggest import nearest
from dbstackc.base.text import listed
from dbstackc.surface.exits import MisuseError

STDIN = "-"


def named(paths: Sequence[str]) -> list[str]:
    """Return the files that were named, or the only .dbs file here; - is standard input.

    Raises MisuseError for one that does not exist or is a folder, and where nothing can be chosen.
    """
    if not paths:
        here = _stacks(Path())
        if len(here) == 1:
            return [str(here[0])]
        if not here:
            raise MisuseError(
                "there is no .dbs file here", "name one, or begin with `dbstackc init`"
            )
        raise MisuseError(
            f"which file? There are {len(here)} .dbs files here",
            f"name one of {_some(here)}",
        )
    for path in paths:
        if path != STDIN and not Path(path).is_file():
            _refuse(path)
    return list(dict.fromkeys(paths))


def spread(paths: Sequence[str]) -> list[str]:
    """Return every .dbs file that was named or lies in a named folder; here if none is named.

    Hidden folders are left out. Raises MisuseError for what does not exist, and where none is.
    """
    found: list[str] = []
    for path in paths or ["."]:
        if path == STDIN:
            found.append(path)
        elif Path(path).is_dir():
            inside = [
                file
                for file in sorted(Path(path).rglob("*.dbs"))
                if file.is_file()
                and not any(part.startswith(".") for part in file.relative_to(path).parts)
            ]
            if not inside:
                raise MisuseError(f"there is no .dbs file in `{path}`")
            found += map(str, inside)
        elif Path(path).exists():
            found.append(path)
        else:
            _refuse(path)
    return list(dict.fromkeys(found))


def existing(paths: Sequence[str]) -> list[str]:
    """Return files and folders as they were named, each once; - is standard input.

    Raises MisuseError for one that does not exist.
    """
    for path in paths:
        if path != STDIN and not Path(path).is_dir() and not Path(path).is_file():
            _refuse(path)
    return list(dict.fromkeys(paths))


def read_stdin(name: str, report: Report) -> Source | None:
    """Read standard input; None where it is no text, which is then reported."""
    from dbstackc.work.files import read_stream

    if sys.stdin is None:
        raise MisuseError("standard input is closed")
    return read_stream(sys.stdin.buffer, name or "<stdin>", report)


def _refuse(path: str) -> None:
    """Raise MisuseError if a path is no file that could be read.

    A named pipe is one, as in `dbstackc check <(…)`.
    """
    place = Path(path)
    if place.is_dir():
        inside = _stacks(place)
        raise MisuseError(
            f"`{path}` is a folder, not a file",
            f"name one of {_some(inside)}" if inside else "",
        )
    if place.exists():
        return
    here = _stacks(place.parent)
    near = nearest(place.name, [each.name for each in here])
    hint = f"did you mean `{place.with_name(near)}`?" if near else ""
    if not hint and here:
        hint = f".dbs files there: {_some(here)}"
    raise MisuseError(f"`{path}` does not exist", hint)


def _stacks(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".dbs")
    except OSError:
        return []


def _some(paths: Sequence[Path]) -> str:
    return listed([f"`{path}`" for path in paths], most=8, last="or")
