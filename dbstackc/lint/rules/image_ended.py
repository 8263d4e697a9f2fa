"""An image holds a series that is no longer mended.

Whoever finds a hole in it finds it open for good.

Source: Oracle, "Lifetime support policy"; mariadb.org, "Maintenance policy"; docs.haproxy.org,
"Versions".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.image import numbers
from dbstackc.check.rule import Report
from dbstackc.lint.product import products
from dbstackc.lint.stack import Stack
from dbstackc.model.known import ENDED

LEVEL = Level.WARNING

EXAMPLE = "compose.yml"

NAMES = {"mysql": "MySQL", "pxc": "PXC", "mariadb": "MariaDB", "haproxy": "HAProxy"}

BAD = """
services:
  db:
    image: mysql:5.7.44
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
    """Report each image of an ended series, once an image."""
    told: set[str] = set()
    for each in products(stack):
        image = each.container.image
        version = numbers(each.image.tag)
        if image is None or len(version) < 2 or image.text in told:
            continue
        for first, end, when in ENDED.get(each.kind, ()):
            if first <= version < end:
                told.add(image.text)
                series = ".".join(map(str, version[:2]))
                report(
                    f"nobody mends {NAMES.get(each.kind, each.kind)} {series} any more",
                    at=image.span,
                    says=f"ended {when}",
                    note="a hole that is found in it stays open",
                    help="move to a series that is kept, one major version at a time",
                )
