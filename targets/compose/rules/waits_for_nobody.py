"""A service waits for one that is not there.

Compose refuses the file: the service "depends on undefined service".

Source: docs.docker.com, "depends_on"; `docker-compose config` refuses it.
"""

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.base.suggest import nearest
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.stack import Stack

from ..existing.file import File
from ..existing.names import owners, stands_alone
from ..existing.see import services

LEVEL = Level.ERROR

EXAMPLE = "compose.yml"

BAD = """
services:
  web:
    image: haproxy:2.8.5
    depends_on: [databse]
  database:
    image: example/db:1.0
"""

GOOD = """
services:
  web:
    image: haproxy:2.8.5
    depends_on: [database]
  database:
    image: example/db:1.0
"""


def check(stack: Stack, report: Report) -> None:
    """Report each name that no service of the same file has."""
    owner = owners(stack.documents("compose"))
    names: dict[str, dict[str, Container]] = {}
    for one in stack.all(Container):
        names.setdefault(_whose(one, owner), {})[one.name.text] = one
    given = {name: _given(file) for name, file in owner.items() if stands_alone(file)}
    for one in stack.all(Container):
        whose = _whose(one, owner)
        known = names[whose]
        for said in one.depends:
            if said.text in known or "$" in said.text or said.text in given.get(whose, ()):
                continue
            near = nearest(said.text, known)
            if near is None and (whose not in given or one.by == "stack"):
                continue  # it may be in another file of the same project
            report(
                f"`{one.name.text}` waits for `{said.text}`, which is not there",
                at=said.span,
                says="no such service",
                beside=[(known[near].name.span, "this one is near")] if near else (),
                note="Compose refuses the whole file",
                fix=Fix(f"write `{near}`", (Edit(said.span, near),)) if near else None,
            )


def _whose(one: Container, owner: dict[str, File]) -> str:
    """Return the name of the file whose service a container is."""
    name = one.span.source.name
    return owner[name].source.name if name in owner else name


def _given(file: File) -> set[str]:
    return {name.said.text for name, _ in services(file.whole)} if file.whole is not None else set()
