"""What a keepalived.conf includes, as far as it is among the files that are linted.

No other file is opened: what is asked for is had from those that were given. A pattern (`*.conf`)
is not followed, nor is what such a file says in a block: that block is taken for a part.

Source: keepalived.conf(5), 2.2, "Include files"; keepalived 2.2.7, lib/parser.c, `is_include`,
`open_and_check_glob`: a file that includes itself is read until no file can be opened any more.
"""

from collections.abc import Iterator

from dbstackc.base.diagnostic import Level
from dbstackc.base.record import record
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.reader import Beside

from .expand import Word
from .read import Block, Config, read

_HOME = "/etc/keepalived/"
"""Where the file itself lies on a host: what is asked for there lies beside it."""

_PATTERN = ("*", "?", "[", "{", "~")

DEEPEST = 20
"""Files that include one another, one inside the other."""

MOST = 1_000
"""Files that are followed in all."""


@record(frozen=True, slots=True)
class Included:
    """What the files say that a file includes.

    names: what they define, each with the span of the word that asked for it. is_whole: whether
    each file was had that is included outside of blocks.
    """

    names: dict[tuple[str, str], Span]
    is_whole: bool = True


def included(config: Config, beside: Beside, report: Report) -> Included:
    """Follow what a file includes, and return what is defined there.

    Reports: keepalived/include-loop, keepalived/include-unread.
    """
    return _Follower(beside, report).follow(config)


class _Follower:
    """One pass over a file and those that it includes; read: the names of those."""

    def __init__(self, beside: Beside, report: Report) -> None:
        self.beside = beside
        self.report = report
        self.left = MOST
        self.names: dict[tuple[str, str], Span] = {}
        self.is_whole = True
        self.read: set[str] = set()

    def follow(self, config: Config) -> Included:
        """Follow each word that asks for a file, and return what was found."""
        for word, is_top in _asked(config):
            before = self.is_whole
            self._take(word, word.span, (config.source.name,))
            if not is_top:
                self.is_whole = before
        return Included(self.names, self.is_whole)

    def _take(self, word: Word, at: Span, above: tuple[str, ...]) -> None:
        """Read what a word asks for; at: the word in the first file; above: who asked."""
        self.left -= 1
        if not word.certain or any(mark in word.text for mark in _PATTERN) or self.left < 0:
            self.is_whole = False
            return
        source = self.beside(word.text.removeprefix(_HOME))
        if source is None:
            self.is_whole = False
            self._unread(word, at)
        elif source.name in above or len(above) > DEEPEST:
            self.is_whole = False
            self._loop(source, at)
        elif source.name not in self.read:
            self.read.add(source.name)
            inner = read(source)
            for block in inner.blocks:
                if len(block.words) > 1:
                    self.names.setdefault((block.head, block.words[1].text), at)
            for asked, _ in _asked(inner):
                self._take(asked, at, (*above, source.name))

    def _unread(self, word: Word, at: Span) -> None:
        self.report.say(
            Level.ADVICE,
            "keepalived/include-unread",
            f"`{word.text[:60]}` is not among the files that are linted",
            at=at,
            note="what it says is not looked at; where there is no such file, keepalived complains",
            help="give it too",
        )

    def _loop(self, source: Source, at: Span) -> None:
        self.report.error(
            "keepalived/include-loop",
            f"`{source.name[:60]}` is included by itself",
            at=at,
            note="keepalived reads it again and again, until it can open no file any more",
            help="leave one of the includes out",
        )


def _asked(config: Config) -> Iterator[tuple[Word, bool]]:
    """Yield the words of a file that ask for another, and whether it is outside of blocks."""
    if "include" not in config.source.text:
        return
    waiting: list[tuple[Block, bool]] = [(block, True) for block in reversed(config.blocks)]
    while waiting:
        block, is_top = waiting.pop()
        if block.condition:
            continue
        if block.head.startswith("include") and block.inside is None and len(block.words) == 2:
            yield block.words[1], is_top
        waiting += [(each, False) for each in reversed(block.inside or ())]
