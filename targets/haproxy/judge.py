"""What HAProxy refuses of lines whose words it knows: values, names and conditions.

Source: `haproxy -c` of 2.6.12, asked for each; its cfgparse-listen.c, server.c, acl.c and tools.c.
"""

from collections.abc import Collection

from dbstackc.base.diagnostic import Edit, Fix
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.lint.tell import Teller

from .arguments import (
    ACLS,
    ALONE,
    CONDITIONAL,
    FACILITIES,
    NEEDS,
    NEEDS_OF_STATS,
    SERVER_ALONE,
    SERVER_VALUED,
    SINGLE,
)
from .ends import Ends
from .expressions import FLAGS, VALUED_FLAGS, Expression, expressions
from .read import NAMED, Config, Line, Section, Word
from .releases import BEARS_NO_ADDRESS
from .samples import CONVERTERS, FETCHES
from .unasked import unasked


def judge(config: Config, tell: Teller) -> None:
    """Report what is wrong with the lines of the sections whose words are known.

    Reports: haproxy/address-in-head, haproxy/name-refused, haproxy/name-twice,
    haproxy/value-missing, haproxy/value-refused, haproxy/acl-unknown, haproxy/quote-open,
    haproxy/unknown-word.
    """
    for line in config.lines:
        for word in line.words:
            if word.open and not line.template:
                tell("haproxy/quote-open", "a quote begins here, and nothing ends it", word.span)
    for section in config.sections:
        if section.kind in (*NAMED, "defaults", "global"):
            _Judge(section, tell).lines()


class _Judge(Ends):
    """One pass over a section."""

    def __init__(self, section: Section, tell: Teller) -> None:
        super().__init__(tell)
        self.section = section
        self.acls = {
            line.words[1].text
            for line in section.lines
            if line.words[0].text == "acl" and len(line.words) > 1
        }
        self.certain = all(line.decided and not line.template for line in section.lines)

    def lines(self) -> None:
        """Judge the head, and each line that surely counts."""
        if self.section.kind in NAMED and self.section.head.decided:
            self.head(self.section.head)
        for line in self.section.lines:
            if line.decided and not line.template and self.tell.left > 0:
                is_no = line.words[0].text == "no"
                words = line.words[1:] if is_no else line.words
                if words and not any(word.variable for word in words[:3]):
                    self.line(words, is_no=is_no)
        for at in unasked(self.section):
            self.missing(at, "this server is checked, and no port to ask at is said")

    def head(self, line: Line) -> None:
        """Judge the line that begins a proxy."""
        words = line.words
        if len(words) < 2:
            self.missing(words[0], f"`{words[0].text}` has no name")
            return
        self.name(words[1], words[0].text)
        if len(words) > 2 and words[2].text != "from" and words[0].text != "backend":
            self.tell(
                "haproxy/address-in-head",
                f"an address behind `{words[0].text} {words[1].text[:40]}` is of HAProxy "
                f"before {BEARS_NO_ADDRESS}",
                words[2].span,
                says=f"refused since {BEARS_NO_ADDRESS}",
                help="write it on a line of its own, after `bind`",
                fix=Fix("write `bind`", (Edit(_before(words[1], words[2]), "\n    bind "),)),
            )

    def line(self, words: tuple[Word, ...], *, is_no: bool) -> None:
        """Judge a line, without its `no`."""
        first = words[0].text
        if is_no and len(words) == 1:
            return
        if len(words) == 1 and first in NEEDS:
            self.missing(words[0], f"`{first}` is said without a value")
        elif first in ALONE or first in SINGLE:
            self.alone(words)
        elif first == "stats" and len(words) == 2 and words[1].text in NEEDS_OF_STATS:
            self.missing(words[1], f"`stats {words[1].text}` is said without a value")
        elif first == "timeout" and len(words) > 1:
            self.timeout(words)
        elif first == "bind":
            self.bind(words)
        elif first == "server":
            self.server(words)
        elif first == "default-server":
            self.options(words[1:], SERVER_VALUED, SERVER_ALONE, "server")
        elif first == "log" and len(words) > 1 and self.section.kind != "defaults":
            self.log(words)
        elif first == "acl" and len(words) > 1:
            self.acl(words)
        if first in CONDITIONAL and self.certain:
            self.condition(words)
        if first == "acl" or first in CONDITIONAL:
            for each in expressions(words):
                self.expression(each)

    def alone(self, words: tuple[Word, ...]) -> None:
        """Judge a word that takes one value at most, or none."""
        first, most = words[0].text, 1 if words[0].text in ALONE else 2
        if len(words) > most:
            self.tell(
                "haproxy/value-refused",
                f"`{first}` takes {'no value' if most == 1 else 'one value'}",
                words[most].span,
                says="one too many",
            )

    def timeout(self, words: tuple[Word, ...]) -> None:
        """Judge a timeout."""
        if len(words) < 3:
            self.missing(words[1], f"`timeout {words[1].text}` is said without a time")
        else:
            self.time(words[2], f"timeout {words[1].text}")

    def log(self, words: tuple[Word, ...]) -> None:
        """Judge where to log, and as what."""
        rest = words[2:]
        while rest and rest[0].text in ("len", "format", "sample", "profile"):
            rest = rest[2:]
        if words[1].text == "global" and len(words) == 2:
            return
        if not rest:
            if words[1].text != "global":
                self.missing(words[1], "`log` says no facility")
        elif rest[0].text not in FACILITIES:
            near = nearest(rest[0].text, FACILITIES)
            self.refused(rest[0], "syslog has no such facility", near=near)

    def acl(self, words: tuple[Word, ...]) -> None:
        """Judge the name of a condition, and that something is asked."""
        self.name(words[1], "acl")
        if len(words) < 3:
            self.missing(words[1], f"`acl {words[1].text[:60]}` asks nothing")

    def condition(self, words: tuple[Word, ...]) -> None:
        """Judge the names of conditions behind the last `if` of a line."""
        ends = [
            at
            for at, word in enumerate(words)
            if word.text in ("if", "unless") and word.span.text == word.text
        ]
        if not ends:
            return
        depth = 0
        for word in words[ends[-1] + 1 :]:
            text = word.text.lstrip("!")
            if text in ("{", "}"):
                depth += 1 if text == "{" else -1
            elif not depth and not word.variable and not self.is_condition(text):
                near = nearest(text, self.acls)
                self.tell(
                    "haproxy/acl-unknown",
                    f"there is no `acl {text[:60]}` in this section",
                    word.span,
                    help=f"is it `{near}`?" if near else "define it above this line",
                )
                return

    def expression(self, each: Expression) -> None:
        """Judge what is asked for, what is made of it, and the options of a condition."""
        word = each.word
        if each.wrong:
            self.refused(word, f"an expression {each.wrong}")
            return
        if each.fetch and each.fetch not in FETCHES and not each.fetch.startswith("lua."):
            self.unknown(each.fetch, "sample fetch", FETCHES, word)
            return
        for name in each.converters:
            if name not in CONVERTERS and not name.startswith("lua."):
                self.unknown(name, "converter", CONVERTERS, word)
                return
        at = 0
        while at < len(each.rest) and each.rest[at].text.startswith("-"):
            option = each.rest[at]
            if option.text == "--" or option.variable:
                return
            if option.text not in FLAGS and option.text not in VALUED_FLAGS:
                self.refused(
                    option, "an `acl` has no such option", help="write `--` before such a pattern"
                )
                return
            at += 2 if option.text in VALUED_FLAGS else 1

    def unknown(self, name: str, what: str, among: Collection[str], word: Word) -> None:
        """Report a name that no release knows."""
        near = nearest(name, among) if self.tell.left > 900 else None
        self.tell(
            "haproxy/unknown-word",
            f"HAProxy knows no {what} `{name[:60]}`",
            word.span,
            says="no release from 2.4 to 3.4 does",
            help=f"is it `{near}`?" if near else "",
        )

    def is_condition(self, text: str) -> bool:
        """Tell whether a word may stand in a condition."""
        joins = text in ("", "or", "OR", "||") or text.startswith("{")
        return joins or text in self.acls or text in ACLS


def _before(left: Word, right: Word) -> Span:
    """Return what stands between two words."""
    return Span(left.span.source, left.span.end, right.span.start)
