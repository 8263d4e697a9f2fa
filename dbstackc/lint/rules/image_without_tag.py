"""An image has no tag, or a tag that moves.

Without a tag it is `latest`: whatever was pushed last. Two machines that pull on two days run two
versions of a database, and a replica that is newer than its source may not read what it is sent.

Source: docs.docker.com, "docker image pull": the tag defaults to latest.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.product import DATABASES, is_client, products
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "compose.yml"

EXAMPLES = {"mysql": "mysql:8.4.10", "mariadb": "mariadb:10.11", "haproxy": "haproxy:2.8.5"}

BAD = """
services:
  db:
    image: mysql
    environment:
      MYSQL_ROOT_PASSWORD_FILE: /run/secrets/root
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


def check(stack: Stack, report: Report) -> None:
    """Report each image of an engine without a fixed tag, once an image."""
    told: set[str] = set()
    for each in products(stack):
        image = each.container.image
        if image is None or each.kind not in DATABASES | {"haproxy", "keepalived"}:
            continue
        if each.image.digest or each.image.tag not in ("", "latest") or "$" in image.text:
            continue
        if each.image.repository in told or is_client(each.container):
            continue
        told.add(each.image.repository)
        report(
            f"`{image.text}` is another image every few weeks",
            at=image.span,
            says="`latest`",
            note="two machines that pull on two days run two versions",
            help=f"name one, as in `{EXAMPLES.get(each.kind, 'haproxy:2.8.5')}`",
        )
