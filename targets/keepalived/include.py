"""Which files a keepalived.conf includes, as far as they are among the files that are linted.

No other file is opened: what is asked for is had from those that were given. A name is relative to
the file that asks. Of a pattern, `*`, `?`, `[…]` and `{…,…}` are followed in the last part of a
path; one that stands for folders is not.

Source: keepalived.conf(5), 2.2, "Include files"; keepalived 2.2.7, lib/parser.c, `is_include`,
`open_and_check_glob`: a file that includes itself is read until no file can be opened any more;
the rest of the line is the name, quotes are a part of it, and a pattern may stand for no file;
seen on keepalived 2.2.7.
"""

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from posixpath import basename, dirname, join

from dbstackc.base.diagnostic import Level
from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.reader import Beside, Inside, nothing_inside

from .expand import Word

TEMPLATE = ("{{", "{%", "<%", "@@", "#{", "$(", "${{")
"""Marks of a file that another program writes anew before keepalived reads it."""

_HOME = "/etc/keepalived/"
"""Where the file itself lies on a host: what is asked for there lies beside it."""

_PATTERN = re.compile(r"[*?\[{]")
_CHOICE = re.compile(r"\{([^{},]*(?:,[^{},]*)+)\}")

DEEPEST = 20
"""Files that include one another, one inside the other."""

MOST = 1_000
"""Files that are followed in all."""


@record(frozen=True, slots=True)
class Included:
    """A file that is included; path: relative to the first file."""

    source: Source
    path: str


class Includes:
    """What one file includes, and what that includes in turn."""

    def __init__(self, beside: Beside, report: Report, inside: Inside = nothing_inside) -> None:
        self._beside = beside
        self._inside = inside
        self._report = report
        self._left = MOST
        self._above: list[tuple[Included, Span]] = []

    def begin(self, source: Source) -> None:
        """Begin with the first file."""
        self._above = [(Included(source, source.name), Span(source, 0, 0))]
        self._home = dirname(source.name)

    def enter(self, file: Included, word: Word) -> None:
        """Begin with a file that a word of the present one asked for."""
        self._above.append((file, self._at(word)))

    @property
    def place(self) -> Span:
        """Where the first file asks for the present one."""
        return self._above[1][1] if len(self._above) > 1 else self._above[0][1]

    def leave(self) -> None:
        """End with the present file."""
        self._above.pop()

    def files(self, words: Sequence[Word]) -> list[Included] | None:
        """Return the files that a line asks for, in keepalived's order; None if not all are had.

        Reports: keepalived/include-loop, keepalived/include-unread.
        """
        word = words[1] if len(words) == 2 else None
        if word is None or not word.certain or word.quoted or "~" in word.text:
            return None
        said = word.text
        path = said.removeprefix(_HOME)
        if path == said and len(self._above) > 1:
            path = join(dirname(self._above[-1][0].path), path)
        found = list(self._found(path))
        if not found and not _PATTERN.search(path):
            self._unread(word)
            return None
        if not found or any(_is_template(each.source) for each in found):
            return None
        self._left -= len(found)
        names = [file.source.name for file, _ in self._above]
        again = next((each for each in found if each.source.name in names), None)
        if again is not None or len(self._above) > DEEPEST:
            self._loop((again or found[0]).source, self._at(word))
            return None
        return found if self._left >= 0 else None

    def _found(self, path: str) -> "Iterable[Included]":
        """Yield the files of a path or a pattern that are had.

        Source: glob(3) with GLOB_BRACE: each choice by itself, names in order, none that is hidden.
        """
        for each in _choices(path):
            if not _PATTERN.search(each):
                source = self._beside(each)
                if source is not None:
                    yield Included(source, each)
                continue
            folder, pattern = dirname(each), basename(each)
            if _PATTERN.search(folder):
                continue
            for source in self._inside(folder):
                name = basename(source.name)
                if fnmatchcase(name, pattern) and name.startswith(".") <= pattern.startswith("."):
                    yield Included(source, join(folder, name))

    def _at(self, word: Word) -> Span:
        """Return where a word stands: in the first file, what asked for the one that it is in."""
        return self.place if len(self._above) > 1 else word.span

    def _unread(self, word: Word) -> None:
        self._report.say(
            Level.ADVICE,
            "keepalived/include-unread",
            f"`{word.text[:60]}` is not among the files that are linted",
            at=self._at(word),
            note="what it says is not looked at; where there is no such file, keepalived complains",
            help="give it too",
        )

    def _loop(self, source: Source, at: Span) -> None:
        self._report.error(
            "keepalived/include-loop",
            f"`{source.name[:60]}` is included by itself",
            at=at,
            note="keepalived reads it again and again, until it can open no file any more",
            help="leave one of the includes out",
        )


def _is_template(source: Source) -> bool:
    return any(mark in source.text for mark in TEMPLATE)


def _choices(path: str) -> list[str]:
    """Return what a path with choices in braces stands for; of too many none."""
    found = [path]
    while (match := _CHOICE.search(found[0])) is not None:
        before = match[0]
        found = [each.replace(before, one, 1) for each in found for one in match[1].split(",")]
        if len(found) > MOST:
            return []
    return found
