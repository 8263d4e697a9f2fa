"""A database of a Swarm may start on a machine without its data.

A local volume stays where it is. A task that is not bound to one machine may start on another, with
an empty volume of the same name: an empty database, and no word of it. `node.role == manager` binds
it to nothing, as soon as there is a second manager.

Source: docs.docker.com, "Volumes": local to one daemon host; moby/moby#26445.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Volume
from dbstackc.lint.product import DATABASES, products
from dbstackc.lint.reached import is_bound
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

EXAMPLE = "stack.yml"

DATA = ("/var/lib/mysql", "/bitnami/mysql/data", "/bitnami/mariadb", "/bitnami/mysql")

BAD = """
services:
  db:
    image: mysql:8.4.10
    environment:
      MYSQL_ROOT_PASSWORD_FILE: /run/secrets/root
    volumes: ["data:/var/lib/mysql"]
    deploy:
      placement:
        constraints: ["node.role == manager"]
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
      placement:
        constraints: ["node.labels.db == one"]
volumes: {data: {}}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each database of a stack on a local volume that no constraint binds."""
    for each in products(stack):
        one = each.container
        if one.by not in ("stack", "service") or each.kind not in DATABASES or one.everywhere:
            continue
        volumes = [
            m
            for m in one.mounts
            if m.kind == "volume" and m.outside is not None and m.inside.text in DATA
        ]
        drivers = {v.name.text for v in stack.all(Volume) if v.driver is not None or v.outer}
        volumes = [m for m in volumes if m.outside is not None and m.outside.text not in drivers]
        if not volumes or is_bound(one):
            continue
        at = one.constraints[0] if one.constraints else one.name
        report(
            f"`{one.name.text}` may start on a machine without its data",
            at=at.span,
            says="binds it to no machine" if one.constraints else "bound to no machine",
            beside=[(volumes[0].span, "stays on the machine where it was made")],
            note="elsewhere it starts empty, and nothing says so",
            help="bind it by a label: `node.labels.db == one`, set on one machine",
        )
