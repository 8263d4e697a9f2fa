"""What HAProxy itself refuses of a file, with its reasons: words that no release knows.

Source: HAProxy 2.6.12, cfgparse-global.c and cfgparse-listen.c: an unknown keyword is fatal.
"""

from collections.abc import Collection, Iterator

from dbstackc.base.diagnostic import Edit, Fix
from dbstackc.base.report import Report
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest

from .read import NAMED, Config, Line, Section, Word
from .vocabulary import GLOBAL, OPTION, PROXY, TIMEOUT

_GONE = """
    nbproc clitimeout contimeout srvtimeout reqadd reqrep reqirep reqdel reqidel reqdeny
    reqideny reqallow reqiallow reqpass reqipass reqtarpit reqitarpit rspadd rsprep rspirep
    rspdel rspidel rspdeny rspideny block redispatch redisp transparent appsession cliexp
    srvexp grace dispatch monitor-net monitor stats-bind option-forceclose bind-process
    cpu-map tune.chksize
"""
GONE = frozenset(_GONE.split())
"""Words of older releases: `haproxy/word-removed` speaks of them."""

GONE_OPTIONS = frozenset(("forceclose", "http-tunnel", "http_proxy", "accept-invalid-http-request",
                          "accept-invalid-http-response", "disable-h2-upgrade"))  # fmt: skip


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
    "redirect": frozenset(("location", "prefix", "scheme")),
}  # fmt: skip
"""What may follow some words. Source: HAProxy 3.4-dev configuration manual, section 4.2."""


def refuse(config: Config, report: Report) -> None:
    """Report each word that no release knows, at most one a line; the fix writes a near one.

    Reports: haproxy/unknown-word, haproxy/no-end-of-line.
    """
    _last_line(config, report)
    for section in config.sections:
        known = _known(section)
        if known is None:
            continue
        for line in section.lines:
            if not line.decided or line.words[0].variable or _is_template(line):
                continue
            for word, among, before in _words(line, known):
                if word.text in among or word.variable:
                    continue
                _say(word, among, before, section, report)
                break


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


def _known(section: Section) -> Collection[str] | None:
    if section.kind in NAMED or section.kind == "defaults":
        return PROXY | GONE
    return GLOBAL | GONE if section.kind == "global" else None


def _words(line: Line, known: Collection[str]) -> Iterator[tuple[Word, Collection[str], str]]:
    """Yield the words of a line that must be known, each with those that it may be."""
    words = line.words
    at = 1 if words[0].text in ("no", "default") and len(words) > 1 else 0
    yield words[at], known, ""
    if len(words) > at + 1 and words[at].text == "option" and "option" in known:
        yield words[at + 1], OPTION | GONE_OPTIONS, "option "
    if len(words) > at + 1 and words[at].text == "timeout" and "timeout" in known:
        yield words[at + 1], TIMEOUT, "timeout "
    if len(words) > at + 1 and (verbs := SECOND.get(words[at].text)):
        second = words[at + 1]
        yield second._replace(text=second.text.partition("(")[0]), verbs, f"{words[at].text} "


def _is_template(line: Line) -> bool:
    """Tell whether another program writes this line anew before HAProxy reads it."""
    text = line.span.text
    return any(mark in text for mark in ("{{", "{%", "<%", "%>", "${", "@@", "#{"))


def _say(word: Word, among: Collection[str], before: str, section: Section, report: Report) -> None:
    near = nearest(word.text, among)
    report.error(
        "haproxy/unknown-word",
        f"HAProxy knows no `{before}{word.text}` in `{section.kind}`",
        at=word.span,
        says="no release from 2.4 to 3.4 does",
        note="it does not start with a word that it does not know",
        fix=Fix(f"write `{near}`", (Edit(word.span, near),)) if near else None,
    )
