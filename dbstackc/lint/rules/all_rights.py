"""A container has all rights on its machine.

`--privileged` gives it every device and every capability: whoever breaks out of the process inside
is root on the machine. A database needs none of it; keepalived needs NET_ADMIN and NET_RAW, and no
more.

Source: docs.docker.com, "Runtime privilege and Linux capabilities".
"""

import re

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
from dbstackc.lint.product import products
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "compose.yml"

BAD = """
services:
  db:
    image: mysql:8.4.10
    privileged: true
    environment:
      MYSQL_ROOT_PASSWORD_FILE: /run/secrets/root
    volumes: ["data:/var/lib/mysql"]
volumes: {data: {}}
"""

GOOD = """
services:
  db:
    image: mysql:8.4.10
    cap_add: [SYS_NICE]
    environment:
      MYSQL_ROOT_PASSWORD_FILE: /run/secrets/root
    volumes: ["data:/var/lib/mysql"]
  labs:
    image: ghcr.io/srl-labs/clab:0.60
    privileged: true
volumes: {data: {}}
"""

_OURS = re.compile(r"mysql|maria|percona|pxc|mycat|haproxy|keepalived|openjdk|wordpress|proxysql")
"""What images and containers of such stacks are called, beside what is known of their images."""


def check(stack: Stack, report: Report) -> None:
    """Report each privileged container of a stack's usual images, once an image.

    What else a machine runs may be made to rule over it.
    """
    told: set[str] = set()
    known = {id(each.container): each for each in products(stack)}
    for one in stack.all(Container):
        product = known.get(id(one))
        if product is None or not (product.kind or _OURS.search(f"{product.text} {one.name.text}")):
            continue
        if one.privileged is None or one.image is None or one.image.text in told:
            continue
        told.add(one.image.text)
        report(
            f"`{one.name.text or one.image.text}` has all rights on its machine",
            at=one.privileged.span,
            says="every device and every capability",
            beside=[(one.image.span, "needs few of them, or none")],
            note="whoever breaks out of the process inside is root on the machine",
            help="leave it out, and add what is missing by name: `cap_add: [NET_ADMIN]`",
            once=True,
        )
