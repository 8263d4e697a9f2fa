"""Read one file, replace one file. With `swap.py`, the only hands on the disk.

Nothing here raises for what a disk can do: it reports.
"""

import contextlib
import os
from pathlib import Path
from typing import BinaryIO

from dbstackc.base.diagnostic import Level
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span

LIMIT = 32 << 20
"""Bytes of the largest file that is read: a hundred times the largest stack anyone writes."""

_FOREIGN_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def read_text(
    path: Path, report: Report, name: str | None = None, at: Span | None = None
) -> Source | None:
    """Read a text file; None where it cannot be read, which is then reported.

    name: what the source is called in messages; the path as it was given unless said.
    at: the words that asked for the file, if a file did.

    Reports: no-such-file, unreadable-file, not-utf8, file-too-large.
    """
    called = name or str(path)
    try:
        if path.is_dir():
            report.error("unreadable-file", f"`{called}` is a folder, not a file", at=at)
            return None
        with path.open("rb") as stream:
            return read_stream(stream, called, report, at=at)
    except FileNotFoundError:
        report.error("no-such-file", f"`{called}` does not exist", at=at)
    except (OSError, ValueError) as error:
        report.error("unreadable-file", f"`{called}` cannot be read: {reason(error)}", at=at)
    return None


def read_stream(
    stream: BinaryIO, name: str, report: Report, *, at: Span | None = None
) -> Source | None:
    """Read a text to the end of a stream; None where it is no text, which is then reported.

    Reports: not-utf8, file-too-large.
    """
    content = stream.read(LIMIT + 1)
    if len(content) > LIMIT:
        title = f"`{name}` is larger than {LIMIT >> 20} MB"
        report.error("file-too-large", title, at=at, help="split it, and `use` the parts")
        return None
    return decode(content, name, report, at=at)


def decode(content: bytes, name: str, report: Report, *, at: Span | None = None) -> Source | None:
    """Read bytes as UTF-8, with or without a byte order mark.

    Reports: not-utf8.
    """
    for mark, encoding in _FOREIGN_MARKS.items():
        if content.startswith(mark):
            report.error(
                "not-utf8",
                f"`{name}` is written in {encoding}, not in UTF-8",
                at=at,
                help="save it as UTF-8",
            )
            return None
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return Source(name, content.decode("utf-8"))
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        good = Source(name, before)
        report.error(
            "not-utf8",
            f"byte {error.start} (0x{content[error.start]:02x}) is not UTF-8",
            at=Span(good, len(before), len(before)),
            says="the text is readable up to here",
            help="save the file as UTF-8",
        )
        return None


def replace(path: Path, content: bytes, report: Report, *, mode: int | None = None) -> bool:
    """Replace a file, or make one, whole or not at all; return whether that was done.

    mode: None keeps the mode of the file that is there, or gives 0o644 less the umask. A symbolic
    link stays one: the file that it leads to is replaced.

    Reports: cannot-write.
    """
    target = Path(os.path.realpath(path))
    fresh = target.with_name(f".{target.name}.dbstackc-{os.getpid()}")
    try:
        if mode is None:
            try:
                mode = target.stat().st_mode & 0o7777
            except FileNotFoundError:
                mode = 0o644 & ~_umask()
        try:
            put(str(fresh), content, 0o600)
            fresh.chmod(mode)
            fresh.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                fresh.unlink()
            raise
    except (OSError, ValueError) as error:
        report_unwritten(str(path), error, report)
        return False
    return True


def put(path: str, content: bytes, mode: int) -> None:
    """Write a new file; raise OSError where one is there. mode: less the umask."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        written = os.write(handle, content)
        while written < len(content):
            written += os.write(handle, content[written:])
    finally:
        os.close(handle)


def report_unwritten(path: str, error: Exception, report: Report) -> None:
    """Say that something could not be written.

    Reports: cannot-write.
    """
    report.say(
        Level.ERROR,
        "cannot-write",
        f"`{path}` cannot be written: {reason(error)}",
        at=None,
        note="what was there before is untouched",
    )


def reason(error: Exception) -> str:
    """Return why the system refused, in lower case: "permission denied"."""
    text = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return text[:1].lower() + text[1:]


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
