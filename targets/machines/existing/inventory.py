"""Inventories of Ansible: machines, their addresses, and who logs in.

A variable that a template fills says nothing.

Source: Ansible documentation, "How to build your inventory", "Connecting to hosts: behavioral
inventory parameters".
"""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import NamedTuple

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.machine import Host
from dbstackc.lint.facts.reach import Access, Way
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.reader import Context
from dbstackc.lint.yaml import Node, tree

_YAML = re.compile(r"^[ \t]+ansible_host[ \t]*:[ \t]", re.M)
_PLAIN = re.compile(r"^[\w.-]+[ \t]+(?:[^\s=#]+=\S+[ \t]+)*ansible_host[ \t]*=[ \t]*\S", re.M)
_HEAD = 100_000
"""Characters that are looked at to tell what a file is."""

_FIELD = re.compile(r"""(?P<key>[\w.-]+)\s*=\s*(?P<quote>['"]?)(?P<value>[^\s'"#]+)(?P=quote)""")
_PASSWORD = re.compile(
    r"""\w*_pass(?:word|wd)?['"]?[ \t]*[:=][ \t]*"""
    r"""(?:"(?P<a>[^"\n]+)"|'(?P<b>[^'\n]+)'|(?P<c>[^\s,}'"]+))"""
)
_SECTION = re.compile(r"\[(?P<name>[^\]\n:]+)(?::(?P<kind>\w+))?\]")

_USER = ("ansible_user", "ansible_ssh_user")
_PORT = ("ansible_port", "ansible_ssh_port")
_ADDRESS = ("ansible_host", "ansible_ssh_host")

DEEPEST = 20
"""Groups in groups that are followed."""


class File(NamedTuple):
    """A whole file; facts: what it says, in order."""

    source: Source
    facts: tuple[Fact, ...]


class Inventories:
    """What reads an inventory of Ansible."""

    kind = "inventory"
    title = "an inventory of Ansible"
    example = "inventory.yml"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is an inventory, 0 to 100: it says where machines are."""
        if "ansible_" not in text[:_HEAD]:
            return 0
        if _PLAIN.search(text, 0, _HEAD):
            return 70
        return 80 if _YAML.search(text, 0, _HEAD) and "hosts:" in text[:_HEAD] else 0

    def read(self, source: Source, context: Context, report: Report) -> File:
        """Return the machines of a text; what is no inventory says nothing."""
        said = _plain(source) if _PLAIN.search(source.text, 0, _HEAD) else _tree(source)
        return File(source, tuple(_facts(source, list(said))))

    def write(self, document: File) -> str:
        """Return the text of a file, as it was read."""
        return document.source.text

    def see(self, document: File) -> Iterator[Fact]:
        """Yield the machines of a file, who logs in, and that it is an inventory."""
        yield from document.facts

    def secrets(self, document: File) -> Iterator[Span]:
        """Yield where passwords of machines stand."""
        source = document.source
        for match in _PASSWORD.finditer(source.text):
            yield Span(source, *match.span(match.lastgroup or 0))


class _Line(NamedTuple):
    """A machine, or a group where it has no name, and its variables."""

    name: Said | None
    variables: dict[str, Said]


def _facts(source: Source, lines: list[_Line]) -> Iterator[Fact]:
    told: set[str] = set()
    for line in lines:
        address = next((line.variables[key] for key in _ADDRESS if key in line.variables), None)
        if line.name is None or address is None or line.name.text in told or not _is_ip(address):
            continue
        told.add(line.name.text)
        yield Host(name=line.name, span=_from(line.name.span, address.span), address=address)
    users = [line.variables[key] for line in lines for key in _USER if key in line.variables]
    ports = [line.variables[key] for line in lines for key in _PORT if key in line.variables]
    if told and len({each.text for each in users}) == 1 and len({each.text for each in ports}) < 2:
        yield Access(name=users[0], span=users[0].span, port=ports[0] if ports else None)
    if told:
        first = next(line.name for line in lines if line.name is not None)
        yield Way(name=Said("", first.span), span=first.span, by="ansible")


def _is_ip(said: Said) -> bool:
    try:
        ip_address(said.text)
    except ValueError:
        return False
    return True


def _from(one: Span, other: Span) -> Span:
    return one.join(other) if one.source is other.source and one.start <= other.start else one


def _tree(source: Source) -> Iterator[_Line]:
    root = tree(source)
    if not isinstance(root, Node):
        return
    waiting = [(group, 0) for _, group in reversed(root.pairs)]
    while waiting:
        group, depth = waiting.pop()
        variables = group.get("vars")
        if variables is not None:
            yield _Line(None, _variables(variables))
        hosts = group.get("hosts")
        for name, each in hosts.pairs if hosts is not None else ():
            yield _Line(name.said, _variables(each))
        inner = group.get("children")
        if inner is not None and depth < DEEPEST:
            waiting += [(each, depth + 1) for _, each in reversed(inner.pairs)]


def _variables(node: Node) -> dict[str, Said]:
    return {
        key.said.text: each.said
        for key, each in node.pairs
        if each.kind == "scalar" and each.said.text and "{{" not in each.said.text
    }


def _plain(source: Source) -> Iterator[_Line]:
    """Yield the lines of an inventory in sections."""
    start, is_about_groups, is_apart = 0, False, False
    for line in source.text.split("\n"):
        text = line.strip()
        if (section := _SECTION.match(text)) is not None:
            is_about_groups, is_apart = section["kind"] == "vars", section["kind"] == "children"
        elif text and text[0] not in "#;" and not is_apart:
            name = re.match(r"[\w.-]+(?=[ \t])", text) if not is_about_groups else None
            at = start + len(line) - len(line.lstrip())
            first = Said(name[0], Span(source, at, at + len(name[0]))) if name else None
            variables = {
                match["key"]: Said(
                    match["value"], Span(source, *(start + n for n in match.span("value")))
                )
                for match in _FIELD.finditer(line)
                if "{{" not in match["value"]
            }
            yield _Line(first, variables)
        start += len(line) + 1
