"""How people reach the machines: by contexts, Ansible or docker-machine; and their first starts."""

from collections.abc import Iterator

from dbstackc.lint.facts.reach import Access, Way
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.words import statement, value, word
from dbstackc.syntax.tree import Statement, Word

_USUAL = "22"
"""The port of ssh."""


def inventory(draft: Draft) -> Iterator[Statement]:
    """Yield the one statement of a stack, where anything makes its machines known."""
    ways: dict[str, Word] = {}
    for way in draft.stack.all(Way):
        ways.setdefault(way.by, Word(way.by, way.name.span))
        draft.used.add(id(way))
    logins = draft.stack.all(Access)
    told = {(each.name.text, each.port.text if each.port else _USUAL) for each in logins}
    block = []
    if ways and len(told) == 1:
        first = logins[0]
        draft.used |= {id(each) for each in logins}
        block.append(statement("login", first.name.span, [value(word(first.name))]))
        if first.port is not None and first.port.number is not None:
            block.append(statement("port", first.port.span, [value(word(first.port))]))
    if ways:
        at = next(iter(ways.values())).span
        yield statement("inventory", at, [value(*ways.values())], [], block or None, blank=True)
