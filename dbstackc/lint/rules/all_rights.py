"""A container has all rights on its machine.

`--privileged` gives it every device and every capability: whoever breaks out of the process inside
is root on the machine. A database needs none of it; keepalived needs NET_ADMIN and NET_RAW, and no
more.

Source: docs.docker.com, "Runtime privilege and Linux capabilities".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.container import Container
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
volumes: {data: {}}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each privileged container of a name or an image, once an image."""
    told: set[str] = set()
    for one in stack.all(Container):
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
        )
