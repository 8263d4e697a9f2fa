"""Every password that stands in the files of a stack, and the system that it opens."""

import re
from collections.abc import Iterator

from dbstackc.base.record import record
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Account
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.facts.router import DataHost, RouterUser
from dbstackc.lint.facts.said import Said
from dbstackc.lint.facts.vrrp import VrrpInstance
from dbstackc.lint.stack import Stack

_NAMED = ("PASSWORD", "PASSWD", "_PASS")
_ASKED = ("_EMPTY_PASSWORD", "_RANDOM_ROOT_PASSWORD", "_ONETIME_PASSWORD")

_USUAL = """
    123456 12345678 123456789 1234 12345 111111 1111 000000 root admin password passwd mysql
    test toor secret changeme example 1234567 123123 abc123 qwerty letmein pass wordpress
    guest user db backup haproxy keepalived mycat pxc replication slave master repl p@ssw0rd
    root123 admin123 123 1 password123 somewordpress
"""
_OF_DATABASE = re.compile(
    r"SQL|POSTGRES|MARIA|PXC|XTRABACKUP|GALERA|WORDPRESS|DB|DATABASE|DATA_SOURCE"
)
_TO_FILL = re.compile(r"your[-_ ][\w -]*|x{3,}|\*+|\.{3}", re.I)
"""What a document writes where a password is to be put in."""

USUAL = frozenset(_USUAL.split())
"""Passwords that everyone tries first."""


@record(frozen=True, slots=True)
class Password:
    """A password that stands in a file: the system that it opens, and whose it is.

    sure: whether the system is known, and not only the container that is told the password.
    """

    system: str
    whose: str
    said: Said
    sure: bool = True


def passwords(stack: Stack) -> Iterator[Password]:
    """Yield the passwords of a stack; none that only names a place, a variable or a hole."""
    for each in _every(stack):
        if is_known(each.said.text):
            yield each


def is_known(text: str) -> bool:
    """Tell whether a text is a password, and not a place, a variable or a hole."""
    is_place = text.startswith(("$", "/", "{{", "@@", "%", "<"))
    return bool(text) and not is_place and not _TO_FILL.fullmatch(text)


def _called(container: Container) -> str:
    return f"`{container.name.text}`" if container.name.text else "a container"


def _every(stack: Stack) -> Iterator[Password]:
    for container in stack.all(Container):
        for variable in container.environment:
            name = variable.name
            if variable.value is not None and name.endswith(_NAMED) and not name.endswith(_ASKED):
                is_sql = bool(_OF_DATABASE.search(name.upper()))
                system = "the database" if is_sql else _called(container)
                yield Password(system, name, variable.value, is_sql)
    for user in stack.all(RouterUser):
        if "password" in user.properties and "usingDecrypt" not in user.properties:
            yield Password("MyCat", user.name.text, user.properties["password"])
    for host in stack.all(DataHost):
        for end in host.ends:
            if end.password is not None:
                whose = end.user.text if end.user is not None else end.name.text
                yield Password("the database", whose, end.password)
    for proxy in stack.all(Proxy):
        for pool in proxy.pools:
            auth = pool.settings.get("stats auth")
            if auth is not None:
                user_name, _, word = auth.text.partition(":")
                yield Password("HAProxy's status page", user_name, Said(word, auth.span, True))
    for vrrp in stack.all(VrrpInstance):
        if vrrp.auth is not None:
            yield Password("keepalived", vrrp.name.text, vrrp.auth)
    for account in stack.all(Account):
        if account.password is not None and account.made:
            yield Password("the database", account.name.text, account.password)
