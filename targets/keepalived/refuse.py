"""What keepalived complains of: words that no release knows, braces, and values out of bounds.

`keepalived -t` ends with 5 over each of these. Started, it goes on without what it does not know;
over a word without its value it ends.

Source: keepalived 2.2.7, lib/parser.c, `process_stream`, `alloc_value_block`, `read_unsigned_func`
and `null_strvec`; seen on keepalived 2.2.7.
"""

from collections.abc import Iterable

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest

from .expand import LINE
from .expand import WORDS as MOST_WORDS
from .include import TEMPLATE
from .lines import refuse_lines
from .names import refuse_names
from .read import Block, Config
from .values import VALUES
from .words import NEEDS, TOP, WANTS, WORDS, is_block, is_list

MOST = 1_000
"""Complaints about one file; keepalived itself would go on."""


def refuse(config: Config, report: Report, *, fragment: bool = False) -> None:
    """Report what keepalived complains of.

    fragment: what a whole file must have may be missing.

    Reports: keepalived/unknown-word, keepalived/brace-open, keepalived/brace-extra,
    keepalived/brace-missing, keepalived/quote-open, keepalived/value-missing,
    keepalived/value-refused, keepalived/name-twice, keepalived/name-unknown,
    keepalived/address-refused, keepalived/router-id-missing, keepalived/line-too-long,
    keepalived/too-long.
    """
    text = config.source.text
    if any(mark in text for mark in TEMPLATE):
        return  # another program writes it anew before keepalived reads it
    judge = _Judge(report, len(report))
    judge.size(config)
    judge.blocks(config.blocks)
    if not fragment:
        judge.braces(config)
    refuse_lines(config, report)
    fragment = fragment or bool(judge.early or judge.strays)
    refuse_names(config, report, fragment=fragment)


class _Judge:
    """One pass over the blocks of a file.

    strays: blocks of the top that stand in others. early: where blocks lack their first brace, or
    seem to have been closed too early: a further brace closes nothing then, which needs no word.
    """

    def __init__(self, report: Report, before: int) -> None:
        self.report = report
        self.most = MOST + before
        self.said = before
        self.strays: list[Span] = []
        self.early: list[Span] = []

    def size(self, config: Config) -> None:
        """Report lines that are too long, and a file of which not all is read."""
        if config.cut is not None:
            self.report.say(
                Level.WARNING,
                "keepalived/too-long",
                f"of this file only the first {MOST_WORDS:,} words are read",
                at=config.cut,
                note="what follows is not looked at",
            )
        for span in config.torn[:10]:
            self._error(
                "keepalived/line-too-long",
                f"a line goes on after {LINE:,} bytes",
                span,
                note="keepalived takes the rest for a line of its own, a comment's too",
                help="break it in two",
            )

    def braces(self, config: Config) -> None:
        """Report quotes and braces that have no end, or no beginning."""
        for span in config.open_quotes[:MOST]:
            self._error(
                "keepalived/quote-open",
                "a quote begins here, and its line has no other",
                span,
                note="keepalived takes all that follows on the line for one word, and complains",
                help="end it, or leave it out",
            )
        early = sorted((span.start for span in self.early), reverse=True)
        for span in config.extra[:MOST]:
            if early and early[-1] < span.start:
                early.pop()
                continue
            self._error(
                "keepalived/brace-extra",
                "this brace closes nothing",
                span,
                note="whatever block it was meant for has ended before, and what stands between "
                "them is not in it",
            )
        strays = [span.start for span in self.strays]
        for opened, brace in config.slipped[: len(config.open_blocks)]:
            if not any(opened.start < stray < brace.start for stray in strays):
                self._open(opened, [(brace, "this brace closes it")])
        if config.open_blocks and not config.slipped and not strays:
            self._open(config.open_blocks[-1], [])

    def blocks(self, blocks: Iterable[Block]) -> None:
        """Report what is wrong with the blocks of a file, and with what they hold."""
        waiting = _within(blocks, TOP)
        adrift = False  # whether what follows was meant for another block
        while waiting and self.said < self.most:
            block, before, name = waiting.pop()
            if not block.head or block.condition or not block.words[0].certain:
                continue
            if block.head.startswith("include"):
                continue
            known = block.head in WORDS[name]
            if not known and block.inside is not None and block.head in WORDS[TOP]:
                self._stray(block, name)
                name, known = TOP, True
            if not known:
                adrift = adrift or self._unknown(block, before, name)
                continue
            adrift = adrift and block.inside is None
            self._values(block, name)
            if not is_list(block.head, name) and not is_block(block.head, name):
                if block.inside is not None:
                    self._brace(block)
            elif block.inside is None:
                self._no_brace(block)
                adrift = True
            elif is_block(block.head, name):
                waiting += _within(block.inside, block.head)
            else:
                for each in block.inside:
                    if each.inside is not None and each.head in WORDS[TOP] | WORDS[name]:
                        self._stray(each, block.head)
                        waiting.append((each, None, TOP if each.head in WORDS[TOP] else name))

    def _open(self, span: Span, beside: list[tuple[Span, str]]) -> None:
        self._error(
            "keepalived/brace-open",
            f"nothing closes `{span.text.split('{')[0].strip()[:60] or '{'}`",
            span,
            note="keepalived takes all that follows for a part of it",
            help="close it with `}` where it ends",
            beside=beside,
        )

    def _stray(self, block: Block, name: str) -> None:
        self.strays.append(block.words[0].span)
        self._error(
            "keepalived/brace-open",
            f"`{block.head}` begins inside `{name}`, which nothing has closed",
            block.words[0].span,
            note=f"keepalived takes `{block.head}` for a part of `{name}`, and knows none there",
            help=f"close `{name}` with `}}` before it",
        )

    def _unknown(self, block: Block, before: Block | None, name: str) -> bool:
        """Report a word, and return whether it was meant for the block before."""
        word = block.words[0]
        ended = before is not None and name == TOP and word.text in WORDS.get(before.head, ())
        if before is not None and ended:
            brace = Span(before.span.source, before.span.end - 1, before.span.end)
            self.early.append(brace)
            self._error(
                "keepalived/unknown-word",
                f"keepalived knows no `{word.text}` outside of every block",
                word.span,
                beside=[(brace, f"`{before.head}` ends here")],
                note="it belongs in the block before, which has ended: what follows is left out",
                help="leave the brace out that ends it too early",
            )
            return True
        near = nearest(word.text, WORDS[name]) if self.said < 100 else None
        where = "outside of every block" if name == TOP else f"in `{name}`"
        homes = sorted(home for home, words in WORDS.items() if word.text in words)
        self._error(
            "keepalived/unknown-word",
            f"keepalived knows no `{word.text[:60]}` {where}",
            word.span,
            says="no release from 1.2 to 2.4 does",
            note="keepalived goes on without it"
            if block.inside is None
            else "keepalived passes over its `{` too: its `}` ends the block around it",
            help="" if near or not homes else f"it belongs {_in(homes)}",
            fix=Fix(f"write `{near}`", (Edit(word.span, near),)) if near else None,
        )
        return False

    def _no_brace(self, block: Block) -> None:
        self.early.append(block.words[-1].span)
        self._error(
            "keepalived/brace-missing",
            f"`{block.head}` is a block, and no `{{` follows",
            block.words[-1].span,
            note="keepalived takes what follows for a part of it, to the next `}`",
            help="put what belongs to it in braces",
        )

    def _brace(self, block: Block) -> None:
        self._error(
            "keepalived/brace-extra",
            f"`{block.head}` is no block, and braces follow",
            block.words[0].span,
            note="keepalived passes over the `{`; the `}` closes the block around it too early",
            help="write its value behind it, without braces",
        )

    def _values(self, block: Block, name: str) -> None:
        if len(block.words) < 2:
            needed = block.head in NEEDS.get(name, ())
            if needed or block.head in WANTS.get(name, ()):
                self._error(
                    "keepalived/value-missing",
                    f"`{block.head}` is said without a value",
                    block.words[0].span,
                    note="keepalived ends with 5 as soon as it reads this, and holds no address"
                    if needed
                    else "keepalived complains, and goes on without it",
                )
            return
        value = VALUES.get(name, {}).get(block.head)
        if value is None:
            return
        word = block.words[1]
        if not word.certain or not (why := value.refuses(word.text)):
            return
        self._error(
            "keepalived/value-refused",
            f"`{block.head}` {why}",
            word.span,
            says=f"`{word.text[:40]}`",
            note="keepalived complains, and goes on with a value of its own, or with none",
        )

    def _error(
        self,
        rule: str,
        title: str,
        at: Span,
        *,
        says: str = "",
        note: str = "",
        help: str = "",
        beside: Iterable[tuple[Span, str]] = (),
        fix: Fix | None = None,
    ) -> None:
        self.said += 1
        self.report.error(
            rule, title, at=at, says=says, note=note or (), help=help or (), beside=beside, fix=fix
        )


def _within(blocks: Iterable[Block], name: str) -> list[tuple[Block, Block | None, str]]:
    """Return blocks from the last to the first, each with the one before it, and where they are."""
    found: list[tuple[Block, Block | None, str]] = []
    before = None
    for block in blocks:
        found.append((block, before, name))
        if block.head in WORDS and block.inside is not None:
            before = block
    return found[::-1]


def _in(homes: list[str]) -> str:
    """Say in which blocks a word belongs."""
    named = [f"in `{home}`" for home in homes if home != TOP]
    return " or ".join([*named[:2], *(["outside of every block"] if TOP in homes else [])])
