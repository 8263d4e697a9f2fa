"""A password of a database stands in a file.

Whoever can read the file, its history or a backup of it can log in; so can whoever may ask Docker,
which shows a container's environment to anyone who may see the container.

Source: Docker Hub, mysql, "Docker Secrets": every password can be a file (`_FILE`); CWE-256.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.passwords import is_known
from dbstackc.lint.product import DATABASES, products
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "compose.yml"

BAD = """
services:
  db:
    image: mysql:8.4.10
    environment:
      MYSQL_ROOT_PASSWORD: Kw7pQx2mTz
    volumes: ["data:/var/lib/mysql"]
volumes: {data: {}}
"""

GOOD = """
services:
  db:
    image: mysql:8.4.10
    environment:
      MYSQL_ROOT_PASSWORD_FILE: /run/secrets/root
    volumes: ["data:/var/lib/mysql"]
volumes: {data: {}}
"""


NAMED = ("PASSWORD", "PASSWD")
ASKED = ("_EMPTY_PASSWORD", "_RANDOM_ROOT_PASSWORD", "_ONETIME_PASSWORD")
"""Variables that ask for something, and hold no password."""


def check(stack: Stack, report: Report) -> None:
    """Report the first password of each container, with how many there are."""
    kinds = {id(each.container): each.kind for each in products(stack)}
    for container in stack.all(Container):
        held = [
            each
            for each in container.environment
            if each.value is not None
            and each.name.endswith(NAMED)
            and not each.name.endswith(ASKED)
            and is_known(each.value.text)
        ]
        is_sql = kinds.get(id(container)) in DATABASES or any("MYSQL" in v.name for v in held)
        if not held or not is_sql or held[0].value is None:
            continue
        more = f", and {len(held) - 1} more" if len(held) > 1 else ""
        whose = container.name.text or "a container"
        report(
            f"`{held[0].name}` of `{whose}` stands in the file{more}",
            at=held[0].value.span,
            says="anyone who reads this can log in",
            note="`docker inspect` shows it too, to whoever may see the container",
            help=f"give `{held[0].name}_FILE` the path of a secret"
            if kinds.get(id(container)) != ""
            else "take it from a secret, or from a file that is not kept with the others",
        )
