"""A key stands twice in one mapping.

Compose refuses the file since version 2; before, and in a stack, the last one won and the others
were dropped without a word.

Source: YAML 1.1, section 3.2.1.3: keys of a mapping are unique; compose-spec/compose-go.
"""

from collections.abc import Iterator

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack
from dbstackc.lint.yaml import Node

from ..existing.file import File

LEVEL = Level.ERROR

EXAMPLE = "compose.yml"

BAD = """
services:
  db:
    image: mysql:8.4.10
    ports: ["127.0.0.1:3306:3306"]
    image: mysql:8.4.11
"""

GOOD = """
services:
  db:
    image: mysql:8.4.10
    ports: ["127.0.0.1:3306:3306"]
"""


def check(stack: Stack, report: Report) -> None:
    """Report each key that a mapping before had, but for merged ones."""
    for file in stack.documents("compose"):
        assert isinstance(file, File)
        for first, again in _twice(file.root, set()):
            report(
                f"`{again.said.text}` stands twice",
                at=again.span,
                says="again here",
                beside=[(first.span, "first here")],
                note="Compose 2 refuses the file; others drop one of them without a word",
                help="keep one of them",
            )


def _twice(node: Node | None, seen: set[int]) -> Iterator[tuple[Node, Node]]:
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    keys: dict[str, Node] = {}
    for key, value in node.pairs:
        first = keys.setdefault(key.said.text, key)
        is_own = node.span.start <= first.span.start and key.span.start > first.span.start
        if first is not key and is_own:
            yield first, key
        yield from _twice(value, seen)
    for item in node.items:
        yield from _twice(item, seen)
