"""What HAProxy itself refuses of a file, with its reasons.

Words that no release knows are told here; of words that some release knows, rules speak.

Source: HAProxy 2.6.12, cfgparse-global.c and cfgparse-listen.c: an unknown keyword is fatal.
"""

from collections.abc import Collection, Iterator

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.lint.tell import MOST, Teller

from .judge import judge
from .read import NAMED, WORDS, Config, Line, Section, Word
from .releases import GONE, GONE_OPTIONS
from .vocabulary import ACTIONS, GLOBAL, OPTION, PROXY, TIMEOUT

SECOND = {
    "balance": frozenset(
        ("roundrobin", "static-rr", "leastconn", "first", "source", "uri", "url_param", "hdr",
         "random", "rdp-cookie", "hash", "log-hash", "sticky")
    ),
    "mode": frozenset(("tcp", "http", "health", "log", "spop", "haterm")),
    "stats": frozenset(
        ("admin", "auth", "bind-process", "enable", "hide-version", "http-request", "maxconn",
         "realm", "refresh", "scope", "show-desc", "show-legends", "show-modules", "show-node",
         "socket", "timeout", "uri", "calculate-max-counters")
    ),
    "tcp-check": frozenset(
        ("comment", "connect", "expect", "send", "send-binary", "send-binary-lf", "send-lf",
         "set-var", "set-var-fmt", "unset-var")
    ),
    "http-check": frozenset(
        ("comment", "connect", "disable-on-404", "expect", "send", "send-state", "set-var",
         "set-var-fmt", "unset-var")
    ),
    "tcp-request": frozenset(("connection", "content", "inspect-delay", "session")),
    "tcp-response": frozenset(("content", "inspect-delay")),
    "hash-type": frozenset(("consistent", "map-based")),
    "http-reuse": frozenset(("never", "safe", "aggressive", "always")),
    **dict.fromkeys(("http-request", "http-response", "http-after-response"), ACTIONS),
}  # fmt: skip
"""What may follow some words. Source: HAProxy 3.4-dev configuration manual, section 4.2."""

_IN_PROXY = frozenset(PROXY | GONE.keys())
_IN_GLOBAL = frozenset(GLOBAL | GONE.keys())
_OPTIONS = frozenset(OPTION | GONE_OPTIONS.keys())

_OPEN = ("lua.", "track-sc", "sc-", "set-var", "set-map", "add-acl", "del-acl", "del-map")
"""How a word begins of which more is not looked at."""


def refuse(config: Config, report: Report) -> None:
    """Report what HAProxy refuses; of unknown words at most one a line, with a near one to write.

    Reports: haproxy/unknown-word, haproxy/no-end-of-line, haproxy/too-long, and those of `judge`.
    """
    if config.cut is not None:
        report.say(
            Level.WARNING,
            "haproxy/too-long",
            f"of this file only the first {WORDS:,} words are read",
            at=Span(config.source, config.cut.start, config.cut.start),
            note="what follows is not looked at",
        )
    _last_line(config, report)
    tell = Teller(report, note="HAProxy does not start")
    _outside(config, tell)
    for section in config.sections:
        known = _known(section)
        for line in section.lines if known is not None else ():
            assert known is not None
            if not line.decided or line.words[0].variable or line.template:
                continue
            for word, among, before in _words(line, known):
                if word.text in among or word.variable or word.text.startswith(_OPEN):
                    continue
                _say(word, among, before, section, tell)
                break
            if tell.left <= 0:
                return
    judge(config, tell)


def _last_line(config: Config, report: Report) -> None:
    """Report a last line without its end: HAProxy takes the file for one that was cut short."""
    text = config.source.text
    if not text or text.endswith("\n"):
        return
    at = Span(config.source, len(text), len(text))
    report.error(
        "haproxy/no-end-of-line",
        "the last line has no end",
        at=at,
        note="HAProxy takes the file for one that was cut short, and does not start",
        fix=Fix("end the line", (Edit(at, "\n"),)),
    )


def _outside(config: Config, tell: Teller) -> None:
    """Report the first word that stands before every section."""
    first = config.sections[0].head.span.start if config.sections else 0
    for line in config.lines:
        if line.span.start >= first:
            return
        if line.words and line.decided and not line.template:
            tell(
                "haproxy/unknown-word",
                f"`{line.words[0].text[:60]}` stands before the first section",
                line.words[0].span,
                help="put it below `global`, `defaults` or another head of a section",
            )
            return


def _known(section: Section) -> Collection[str] | None:
    if section.kind in NAMED or section.kind == "defaults":
        return _IN_PROXY
    return _IN_GLOBAL if section.kind == "global" else None


def _words(line: Line, known: Collection[str]) -> Iterator[tuple[Word, Collection[str], str]]:
    """Yield the words of a line that must be known, each with those that it may be."""
    words = line.words
    at = 1 if words[0].text in ("no", "default") and len(words) > 1 else 0
    yield words[at], known, ""
    if len(words) > at + 1 and words[at].text == "option" and "option" in known:
        yield words[at + 1], _OPTIONS, "option "
    if len(words) > at + 1 and words[at].text == "timeout" and "timeout" in known:
        yield words[at + 1], TIMEOUT, "timeout "
    if len(words) > at + 1 and (verbs := SECOND.get(words[at].text)):
        second = words[at + 1]
        yield second._replace(text=second.text.partition("(")[0]), verbs, f"{words[at].text} "


def _say(word: Word, among: Collection[str], before: str, section: Section, tell: Teller) -> None:
    near = nearest(word.text, among) if tell.left > MOST - 100 else None
    tell(
        "haproxy/unknown-word",
        f"HAProxy knows no `{before}{word.text[:60]}` in `{section.kind}`",
        word.span,
        says="no release from 2.4 to 3.4 does",
        note="it does not start with a word that it does not know",
        fix=Fix(f"write `{near}`", (Edit(word.span, near),)) if near else None,
    )
