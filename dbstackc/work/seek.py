"""Which files some paths mean, read once: files to lint, of any encoding and any kind."""

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from dbstackc.base.diagnostic import Level
from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.reader import Text
from dbstackc.work.files import LIMIT, reason

MOST = 100_000
"""Files of one run."""

MOST_INSIDE = 1_000
"""Names of a folder that a file includes."""

SKIPPED = frozenset(("node_modules", "__pycache__", "venv", "site-packages"))
"""Folders that hold other people's files; hidden ones are left out too."""

_BINARY = 8192
_BOM = b"\xef\xbb\xbf"


@record(frozen=True, slots=True, eq=False)
class File:
    """A file that was read.

    named: whether it was named itself, and not found in a folder. root: the folder that was named,
    or the file's own: what lies below it may be opened too.
    encoding: of the bytes; mark: the byte order mark that stood before them.
    """

    source: Source
    path: Path
    root: Path
    named: bool
    encoding: str
    mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """Return the bytes of a text as this file is written."""
        return self.mark + text.encode(self.encoding)


class Files:
    """The files of a run, by their paths; those that others name are read on demand."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.found: list[File] = []
        self._texts: dict[str, Source | None] = {}

    def take(self, path: str) -> None:
        """Read a file, or every file of a folder that looks like text, in the order of names.

        Reports: no-such-file, unreadable-file, file-too-large, not-utf8, too-many-files.
        """
        place = Path(path)
        if not place.is_dir():
            self._add(place, place.parent, named=True)
            return
        for inside in _walk(place, self.report):
            if len(self.found) >= MOST:
                self.report.error(
                    "too-many-files", f"`{path}` holds more than {MOST} files", at=None
                )
                return
            self._add(inside, place, named=False)

    def texts(self, changed: Mapping[str, str] = MappingProxyType({})) -> list[Text]:
        """Return the files as texts to read.

        changed: other texts for some of them, by name.
        """
        return [
            Text(
                Source(each.source.name, changed[each.source.name])
                if each.source.name in changed
                else each.source,
                partial(self.beside, each),
                each.named,
                inside=partial(self.inside, each),
            )
            for each in self.found
        ]

    def beside(self, file: File, path: str) -> Source | None:
        """Return what a file includes; None outside its root, and for what cannot be read."""
        if not path or "\0" in path:
            return None
        root = os.path.realpath(file.root)
        wanted = os.path.realpath(file.path.parent / path)
        if wanted not in self._texts:
            is_inside = wanted.startswith(root.rstrip("/") + "/") and not file.named
            read = _read(Path(wanted)) if is_inside and Path(wanted).is_file() else None
            shown = os.path.normpath(file.path.parent / path)
            self._texts[wanted] = None if read is None else Source(shown, _decoded(read)[0])
        return self._texts[wanted]

    def inside(self, file: File, path: str) -> list[Source]:
        """Return the files of a folder that a file includes, in the order of their names."""
        try:
            folder = file.path.parent / path
            places = sorted(folder.iterdir())[:MOST_INSIDE] if "\0" not in path else []
        except OSError:
            return []
        found = (self.beside(file, str(Path(path, each.name))) for each in places)
        return [source for source in found if source is not None]

    def _add(self, path: Path, root: Path, *, named: bool) -> None:
        name = str(path)
        try:
            content = _read(path, whole=named)
        except FileNotFoundError:
            self.report.error("no-such-file", f"`{name}` does not exist", at=None)
            return
        except (OSError, ValueError) as error:
            title = f"`{name}` cannot be read: {reason(error)}"
            self.report.say(
                Level.ERROR if named else Level.WARNING, "unreadable-file", title, at=None
            )
            return
        if content is None:
            title = f"`{name}` is larger than {LIMIT >> 20} MB"
            level = Level.ERROR if named else Level.WARNING
            self.report.say(level, "file-too-large", title, at=None)
            return
        if b"\0" in content[:_BINARY]:
            if named:
                self.report.error("binary-file", f"`{name}` is no text", at=None)
            return
        mark = _BOM if content.startswith(_BOM) else b""
        text, encoding = _decoded(content)
        source = Source(name, text)
        if encoding != "utf-8":
            self._foreign(source, content)
        self._texts[os.path.realpath(path)] = source
        self.found.append(File(source, path, root, named, encoding, mark))

    def _foreign(self, source: Source, content: bytes) -> None:
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            at = min(error.start, len(source.text))
            self.report.say(
                Level.ADVICE,
                "not-utf8",
                f"byte {error.start} (0x{content[error.start]:02x}) is not UTF-8",
                at=Span(source, at, at),
                says="read byte by byte from here",
                help="save the file as UTF-8",
            )


def _walk(root: Path, report: Report) -> Iterator[Path]:
    """Yield the files of a folder in the order of names; what leads out of it is left out."""
    real = os.path.realpath(root)

    def refuse(error: OSError) -> None:
        report.say(
            Level.WARNING,
            "unreadable-file",
            f"`{error.filename}` cannot be read: {reason(error)}",
            at=None,
        )

    for folder, inner, names in os.walk(root, onerror=refuse):
        inner[:] = sorted(n for n in inner if not n.startswith(".") and n not in SKIPPED)
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_symlink() and not os.path.realpath(path).startswith(real + "/"):
                continue
            if path.is_file():
                yield path


def _read(path: Path, *, whole: bool = True) -> bytes | None:
    """Return what a file holds, the beginning alone if it is binary; None if it is too large."""
    with path.open("rb") as stream:
        head = stream.read(_BINARY)
        if not whole and b"\0" in head:
            return head
        content = head + stream.read(LIMIT + 1 - len(head))
    return None if len(content) > LIMIT else content


def _decoded(content: bytes) -> tuple[str, str]:
    """Return a text and its encoding: UTF-8, or each byte as a character of its own."""
    content = content.removeprefix(_BOM)
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"


def read_all(paths: Sequence[str], report: Report) -> Files:
    """Read what some paths mean."""
    files = Files(report)
    for path in dict.fromkeys(paths):
        files.take(path)
    return files
