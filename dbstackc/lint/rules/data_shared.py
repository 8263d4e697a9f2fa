"""Several tasks of a database share one data directory.

InnoDB locks its files; the second task does not start, for ever. Where the file system does not
keep locks both start, and the data are gone.

Source: MySQL 8.4 Reference Manual, "InnoDB: Unable to lock ./ibdata1"; moby/moby#26445.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.product import DATABASES, products
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "stack.yml"

BAD = """
services:
  db:
    image: mysql:8.4.10
    environment:
      MYSQL_ROOT_PASSWORD_FILE: /run/secrets/root
    volumes: ["data:/var/lib/mysql"]
    deploy:
      replicas: 3
      placement:
        constraints: ["node.labels.db == one"]
volumes: {data: {}}
"""

GOOD = """
services:
  db:
    image: mysql:8.4.10
    environment:
      MYSQL_ROOT_PASSWORD_FILE: /run/secrets/root
    volumes: ["data:/var/lib/mysql"]
    deploy:
      replicas: 1
      placement:
        constraints: ["node.labels.db == one"]
volumes: {data: {}}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each database with several replicas on one volume of its own."""
    for each in products(stack):
        one = each.container
        count = one.replicas.number if one.replicas is not None else None
        held = [m for m in one.mounts if m.outside is not None and "/mysql" in m.inside.text]
        if each.kind not in DATABASES or count is None or count < 2 or not held:
            continue
        assert one.replicas is not None
        report(
            f"{count} tasks of `{one.name.text}` share one data directory",
            at=one.replicas.span,
            says=f"{count} of them",
            beside=[(held[0].span, "one volume")],
            note="one gets the files, and the others do not start, or destroy them",
            help="make a service, with a volume of its own, of each node",
        )
