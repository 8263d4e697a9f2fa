"""What other commands do to a machine, and accounts that SQL makes, as facts."""

import re
from collections.abc import Iterator

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.machine import Account, Database, Opening, Reload
from dbstackc.lint.facts.reach import Way
from dbstackc.lint.facts.said import Fact, Said

from .flags import read
from .split import Command

_PORT = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?/(tcp|udp|sctp|dccp)")
_ACCOUNT = re.compile(
    r"\b(?P<verb>create|alter)\s+user\s+(?:if\s+(?:not\s+)?exists\s+)?"
    r"(?P<name>'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`|[\w.-]+)"
    r"(?:\s*@\s*(?P<machine>'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`|[\w.%-]+))?"
    r"(?:\s+identified\s+(?:/\*!\d*\s*)?(?:with\s+(?P<plugin>['\"\w]+)\s*)?(?:\*/\s*)?"
    r"(?:(?:by|as)\s*(?P<password>'[^'\n]*'|\"[^\"\n]*\"))?)?",
    re.I,
)
_GRANT = re.compile(
    r"\bgrant\s+(?P<rights>[^;\n]+?)\s+on\s+[^;\n]+?\s+to\s+['\"`]?(?P<name>[\w.-]+)", re.I
)
_DATABASE = re.compile(
    r"\bcreate\s+(?:database|schema)\s+(?:/\*!\d*\s*)?(?:if\s+not\s+exists\s*(?:\*/\s*)?)?"
    r"(?P<name>`[^`\n]+`|[\w$-]+)",
    re.I,
)
_COMMENT = re.compile(r"/\*.*?\*/")


def firewall(command: Command) -> Iterator[Fact]:
    """Yield what a `firewall-cmd` opens or loads."""
    found = read(command.words[1:], frozenset(("permanent", "reload", "complete-reload", "list-all",
                                               "list-ports", "get-zones", "state")))  # fmt: skip
    zone = found.last("zone")
    permanent = any(True for _ in found.of("permanent"))
    for flag in found.of("add-port"):
        match = _PORT.fullmatch(flag.value.text)
        if match is not None:
            first = int(match[1])
            yield Opening(
                name=flag.value, span=command.span, first=first, last=int(match[2] or first),
                protocol=match[3], zone=zone, permanent=permanent,
            )  # fmt: skip
    for flag in found.of("add-protocol", "add-service", "add-rich-rule"):
        protocol = flag.value.text if flag.name == "add-protocol" else ""
        if flag.name == "add-rich-rule" and "protocol value" in flag.value.text:
            protocol = "vrrp" if "vrrp" in flag.value.text or "112" in flag.value.text else ""
        yield Opening(
            name=flag.value, span=command.span, first=None, last=None, protocol=protocol,
            zone=zone, permanent=permanent,
        )  # fmt: skip
    for flag in found.of("reload", "complete-reload"):
        yield Reload(name=Said("firewall-cmd", flag.span), span=command.span)


def generic(command: Command) -> Iterator[Fact]:
    """Yield that a machine which is there already is made known to docker-machine."""
    words = command.words
    if len(words) > 1 and words[1].text == "create":
        found = read(words[2:], frozenset(), anywhere=True)
        for flag in found.of("generic-ip-address"):
            yield Way(name=Said("", flag.span), span=command.span, by="docker-machine")


def service(command: Command) -> Iterator[Fact]:
    """Yield the restart of a firewall or of the network."""
    words = command.words
    names = [word for word in words[1:] if word.text in ("network", "firewalld", "networking")]
    if names and any(word.text in ("restart", "reload") for word in words):
        yield Reload(name=Said(names[0].text, names[0].span), span=command.span)


def accounts(source: Source) -> Iterator[Account]:
    """Yield the accounts that `CREATE USER` and `ALTER USER` of a text make or change.

    Source: MySQL 8.4 Reference Manual, "CREATE USER Statement", "GRANT Statement".
    """
    rights: dict[str, list[str]] = {}
    for grant in _GRANT.finditer(source.text):
        every = _COMMENT.sub("", grant["rights"]).upper().split(",")
        rights.setdefault(grant["name"], []).extend(" ".join(each.split()) for each in every)
    for match in _ACCOUNT.finditer(source.text):
        yield Account(
            name=_said(source, match, "name") or Said("", Span(source, match.start(), match.end())),
            span=Span(source, match.start(), match.end()),
            machine=_said(source, match, "machine"),
            password=_said(source, match, "password", hidden=True),
            plugin=_said(source, match, "plugin"),
            rights=tuple(rights.get(match["name"].strip("'\"`"), ())),
            made=match["verb"].lower() == "create",
        )


def databases(source: Source) -> Iterator[Database]:
    """Yield the databases that a text makes.

    Source: MySQL 8.4 Reference Manual, "CREATE DATABASE Statement".
    """
    for match in _DATABASE.finditer(source.text):
        name = _said(source, match, "name")
        if name is not None:
            yield Database(name=name, span=Span(source, match.start(), match.end()))


def _said(source: Source, match: re.Match[str], name: str, *, hidden: bool = False) -> Said | None:
    text = match[name]
    if text is None:
        return None
    start, end = match.span(name)
    if text[:1] in "'\"`":
        start, end = start + 1, end - 1
    return Said(source.text[start:end], Span(source, start, end), hidden)
