"""What a registry is told that exists: its config.yml, and its htpasswd.

Source: distribution 2.8, docs/configuration.md; Apache HTTP Server 2.4, htpasswd(1).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.hub import Hub, Login
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.reader import Context
from dbstackc.lint.yaml import Node, Refused, tree, values

_VERSION = re.compile(r"^version[ \t]*:[ \t]*[\"']?0\.1\b", re.M)
_PARTS = re.compile(r"^(?:storage|http|auth|proxy|health|notifications)[ \t]*:", re.M)
_SECRET = re.compile(r"password|secret|accesskey|keyfile", re.I)
_LOGIN = re.compile(
    r"(?P<user>[^:#\s]+):(?P<password>\$2[aby]?\$\S+|\$apr1\$\S+|\{SHA\}\S+|@@secret\.[\w.-]+@@)"
)


MOST = 50_000
"""Accounts of one file that are read."""


class Config(NamedTuple):
    """A whole config.yml; root: None where it holds nothing, or is no YAML."""

    source: Source
    root: Node | None


class ConfigReader:
    """What reads a registry's config.yml."""

    kind = "registry"
    title = "the settings of a registry"
    example = "config.yml"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is a registry's settings, 0 to 100."""
        head = text[:200_000]
        found = len(set(_PARTS.findall(head))) if _VERSION.search(head) else 0
        return 90 if found > 1 else 60 if found else 0

    def read(self, source: Source, context: Context, report: Report) -> Config:
        """Return the tree of a text."""
        root = tree(source)
        return Config(source, None if isinstance(root, Refused) else root)

    def write(self, document: Config) -> str:
        """Return the text of a file, as it was read."""
        return document.source.text

    def see(self, document: Config) -> Iterator[Fact]:
        """Yield the one fact of a file."""
        root, source = document.root, document.source
        if root is None or not root.pairs:
            return
        name, whole = Said(source.name, root.pairs[0][0].span), Span(source, 0, len(source.text))
        yield Hub(name=name, span=whole, settings=dict(values(root)))

    def secrets(self, document: Config) -> Iterator[Span]:
        """Yield where passwords stand."""
        for path, said in values(document.root):
            if _SECRET.search(path.rpartition(".")[2]):
                yield said.span


class Accounts(NamedTuple):
    """A whole htpasswd: its accounts, in order."""

    source: Source
    logins: tuple[Login, ...]


class AccountsReader:
    """What reads an htpasswd."""

    kind = "htpasswd"
    title = "who may log in, with the hashes of their passwords"
    example = "htpasswd"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is an htpasswd, 0 to 100: by its first lines."""
        lines = [line for line in text[:4000].split("\n")[:20] if line.strip()]
        lines = [line.strip() for line in lines if not line.startswith("#")]
        found = sum(_LOGIN.fullmatch(line) is not None for line in lines)
        return 85 if lines and found >= max(1, len(lines) - 1) else 0

    def read(self, source: Source, context: Context, report: Report) -> Accounts:
        """Return the accounts of a text."""
        return Accounts(source, tuple(_logins(source)))

    def write(self, document: Accounts) -> str:
        """Return the text of a file, as it was read."""
        return document.source.text

    def see(self, document: Accounts) -> Iterator[Fact]:
        """Yield the accounts."""
        yield from document.logins

    def secrets(self, document: Accounts) -> Iterator[Span]:
        """Yield where the hashes stand."""
        for each in document.logins:
            yield each.password.span


def _logins(source: Source) -> Iterator[Login]:
    start = count = 0
    for line in source.text.split("\n"):
        match = _LOGIN.match(line) if count < MOST else None
        if match is not None:
            count += 1
            user = Said(match["user"], Span(source, start, start + match.end("user")))
            at = Span(source, start + match.start("password"), start + match.end("password"))
            password = Said(match["password"], at, True)
            yield Login(name=user, span=user.span.join(password.span), password=password)
        start += len(line) + 1


READERS = (ConfigReader(), AccountsReader())
