"""A service waits for one that is not there.

Compose refuses the file: the service "depends on undefined service".

Source: docs.docker.com, "depends_on"; `docker-compose config` refuses it.
"""

from dbstackc.base.diagnostic import Edit, Fix, Level
from dbstackc.base.suggest import nearest
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.stack import Stack

from ..existing.names import stands_alone

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
    names: dict[str, dict[str, Container]] = {}
    for one in stack.all(Container):
        names.setdefault(one.span.source.name, {})[one.name.text] = one
    alone = {file.source.name for file in stack.documents("compose") if stands_alone(file)}
    for one in stack.all(Container):
        known = names[one.span.source.name]
        for said in one.depends:
            if said.text in known or "$" in said.text:
                continue
            near = nearest(said.text, known)
            if near is None and (said.span.source.name not in alone or one.by == "stack"):
                continue  # it may be in another file of the same project
            report(
                f"`{one.name.text}` waits for `{said.text}`, which is not there",
                at=said.span,
                says="no such service",
                beside=[(known[near].name.span, "this one is near")] if near else (),
                note="Compose refuses the whole file",
                fix=Fix(f"write `{near}`", (Edit(said.span, near),)) if near else None,
            )
