"""What a haproxy.cfg says of a stack: its proxies with what they inherit, as facts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dbstackc.base.span import Span
from dbstackc.lint.facts.proxy import Bind, Pool, PoolServer, Proxy
from dbstackc.lint.facts.said import Said

from .read import NAMED, Config, Line, Section, Word

UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
_TIME = re.compile(r"(\d{1,12})(us|ms|s|m|h|d)?")
_TWO = frozenset(
    ("option", "stats", "timeout", "tcp-check", "http-check", "no", "http-request", "tcp-request")
)
"""Directives that are told by their first two words."""

CHECKS = frozenset(
    ("tcp-check", "mysql-check", "httpchk", "smtpchk", "ssl-hello-chk", "ldap-check", "pgsql-check",
     "redis-check", "external-check", "spop-check")
)  # fmt: skip

_FLAGS = """
    check backup disabled enabled ssl send-proxy send-proxy-v2 non-stick tfo allow-0rtt no-check
    agent-check check-ssl check-send-proxy check-via-socks4 ssl-reuse no-ssl-reuse no-backup stick
    no-send-proxy no-send-proxy-v2 no-check-ssl no-agent-check no-tfo
"""
_ALONE = frozenset(_FLAGS.split())
"""Options of a server that take no value."""


def see(config: Config) -> Iterator[Proxy]:
    """Yield the one fact of a file: the whole of it."""
    inherited = _Inherited()
    pools = [_pool(each, inherited) for each in config.sections if each.kind in NAMED]
    settings: dict[str, Said] = {}
    for section in config.sections:
        if section.kind == "global":
            settings |= _settings(section.lines)
    span = Span(config.source, 0, len(config.source.text))
    head = config.sections[0].head.words[0].span if config.sections else Span(config.source, 0, 0)
    name = Said(config.source.name, head)
    yield Proxy(name=name, span=span, pools=tuple(pools), settings=settings)


def milliseconds(text: str) -> int | None:
    """Return a time in milliseconds; a bare number is milliseconds already."""
    found = _TIME.fullmatch(text)
    return round(int(found[1]) * UNITS[found[2] or "ms"]) if found else None


def chain(section: Section) -> list[Section]:
    """Return a section and the defaults that it inherits from, the farthest first."""
    found = [section]
    while (base := found[0].base) is not None and base not in found:
        found.insert(0, base)
    return found


class _Inheritance(NamedTuple):
    """What proxies have that inherit from one section, or from none."""

    mode: Said | None = None
    balance: Said | None = None
    check: tuple[Said | None, Said | None] = (None, None)
    shared: Mapping[str, Said] = {}
    timeouts: Mapping[str, Said] = {}
    settings: Mapping[str, Said] = {}

    def and_of(self, lines: Sequence[Line]) -> "_Inheritance":
        """Return the same with what some lines say beside and over it."""
        return _Inheritance(
            _last(lines, "mode") or self.mode,
            _rest(lines, "balance") or self.balance,
            _check(lines, *self.check),
            {**self.shared, **_shared(lines)},
            {**self.timeouts, **_timeouts(lines)},
            _settings(lines, self.settings),
        )


class _Inherited:
    """What sections inherit, worked out once for each that they inherit from."""

    def __init__(self) -> None:
        self.known: dict[int, _Inheritance] = {}

    def of(self, base: Section | None) -> _Inheritance:
        """Return what a section says that others inherit from, with what it inherits itself."""
        if base is None:
            return _Inheritance()
        found = self.known.get(id(base))
        if found is None:
            lines = [line for each in chain(base) for line in each.lines if line.decided]
            found = self.known[id(base)] = _Inheritance().and_of(lines)
        return found


def _pool(section: Section, inherited: _Inherited) -> Pool:
    head, name = section.head.words[0], section.name
    own = [line for line in section.lines if line.decided]
    all_of_it = inherited.of(section.base).and_of(own)
    check, account = all_of_it.check
    last = section.lines[-1].span if section.lines else section.head.span
    return Pool(
        name=Said(name.text, name.span) if name else Said("", head.span),
        span=section.head.span.join(last),
        kind=section.kind,
        mode=all_of_it.mode,
        binds=tuple(bind for line in own for bind in _binds(line, section)),
        servers=tuple(s for line in own if (s := _server(line, all_of_it.shared)) is not None),
        balance=all_of_it.balance,
        check=check,
        account=account,
        timeouts=all_of_it.timeouts,
        settings=all_of_it.settings,
        leads_to=tuple(_leads(own)),
    )


def _settings(lines: Sequence[Line], base: Mapping[str, Said] = {}) -> dict[str, Said]:
    """Return the settings of some lines, beside and over those of a base."""
    found = dict(base)
    for line in lines:
        if not line.words or not line.decided:
            continue
        first = line.words[0].text
        if len(line.words) == 2 and first not in _TWO:
            found[first] = Said(line.words[1].text, line.words[1].span)
            continue
        words = 2 if first in _TWO and len(line.words) > 1 else 1
        name = " ".join(word.text for word in line.words[:words])
        rest = line.words[words:]
        if first == "no" and len(line.words) > 2:
            found.pop(" ".join(word.text for word in line.words[1:3]), None)
            name = " ".join(word.text for word in line.words[:3])
            rest = line.words[3:]
        span = (
            rest[0].span.join(rest[-1].span)
            if rest
            else line.words[0].span.join(line.words[-1].span)
        )
        is_secret = name == "stats auth"
        found[name] = Said(" ".join(word.text for word in rest), span, is_secret)
    return found


def _last(lines: Sequence[Line], name: str) -> Said | None:
    found = None
    for line in lines:
        if line.words and line.words[0].text == name and len(line.words) > 1:
            found = Said(line.words[1].text, line.words[1].span)
    return found


def _rest(lines: Sequence[Line], name: str) -> Said | None:
    found = None
    for line in lines:
        if line.words and line.words[0].text == name and len(line.words) > 1:
            rest = line.words[1:]
            text = " ".join(word.text for word in rest)
            found = Said(text, rest[0].span.join(rest[-1].span))
    return found


def _check(
    lines: Sequence[Line], check: Said | None, account: Said | None
) -> tuple[Said | None, Said | None]:
    """Return the check in force and the account that it logs in with.

    check, account: those in force before the lines.
    """
    for line in lines:
        words = line.words
        if len(words) > 2 and words[0].text == "no" and words[2].text in CHECKS:
            check, account = None, None
        elif len(words) > 1 and words[0].text == "option" and words[1].text in CHECKS:
            check = Said(f"option {words[1].text}", words[0].span.join(words[1].span))
            account = None
            if words[1].text == "mysql-check" and len(words) > 3 and words[2].text == "user":
                account = Said(words[3].text, words[3].span)
    return check, account


def _timeouts(lines: Sequence[Line]) -> dict[str, Said]:
    found: dict[str, Said] = {}
    for line in lines:
        if len(line.words) > 2 and line.words[0].text == "timeout":
            said = line.words[2]
            number = milliseconds(said.text)
            if number is not None and not said.variable:
                found[line.words[1].text] = Said(str(number), said.span)
    return found


def _binds(line: Line, section: Section) -> Iterator[Bind]:
    words = line.words
    if words and words[0].text == "bind" and len(words) > 1:
        yield from _sockets(words[1])
    elif line is section.head:
        return


def _sockets(word: Word) -> Iterator[Bind]:
    for part in word.text.split(","):
        address, port = ends(part)
        yield Bind(
            address="" if address in ("*", "0.0.0.0", "::") else address, port=port, span=word.span
        )


def ends(text: str) -> tuple[str, int | None]:
    """Take `address:port` apart; a range of ports counts as its first."""
    for prefix in ("ipv4@", "ipv6@", "tcp4@", "tcp6@", "tcp@"):
        text = text.removeprefix(prefix)
    if text.startswith(("/", "unix@", "abns@", "fd@", "sockpair@", "quic")):
        return text, None
    head, colon, tail = text.rpartition(":")
    first = tail.partition("-")[0].lstrip("+")
    if not colon or not first.isdigit():
        return (head if colon else text).strip("[]"), None
    return head.strip("[]"), int(first[:6])


def _shared(lines: Sequence[Line]) -> dict[str, Said]:
    found: dict[str, Said] = {}
    for line in lines:
        if line.words and line.words[0].text == "default-server":
            found |= _options(line.words[1:])
    return found


def _server(line: Line, shared: Mapping[str, Said]) -> PoolServer | None:
    words = line.words
    if len(words) < 3 or words[0].text not in ("server", "server-template"):
        return None
    at = 2 if words[0].text == "server" else 3
    if len(words) <= at:
        return None
    address, port = ends(words[at].text)
    options = {**shared, **_options(words[at + 1 :])}
    check = options.pop("check", None)
    if "no-check" in options:
        check = None
    return PoolServer(
        name=Said(words[1].text, words[1].span),
        span=line.span,
        address=Said(address, _head(words[at], address)),
        port=port,
        check=check,
        backup=options.pop("backup", None),
        weight=options.pop("weight", None),
        maxconn=options.pop("maxconn", None),
        options=options,
    )


def _head(word: Word, text: str) -> Span:
    """Return where an address stands in the word that it is part of."""
    start = word.span.text.find(text) if text else -1
    if start < 0:
        return word.span
    start += word.span.start
    return Span(word.span.source, start, start + len(text))


def _options(words: Sequence[Word]) -> dict[str, Said]:
    found: dict[str, Said] = {}
    at = 0
    while at < len(words):
        word = words[at]
        if word.text in _ALONE or at + 1 == len(words):
            found[word.text] = Said("", word.span)
            at += 1
        else:
            found[word.text] = Said(words[at + 1].text, words[at + 1].span)
            at += 2
    return found


def _leads(lines: Sequence[Line]) -> Iterator[Said]:
    for line in lines:
        if len(line.words) > 1 and line.words[0].text in ("default_backend", "use_backend"):
            yield Said(line.words[1].text, line.words[1].span)
