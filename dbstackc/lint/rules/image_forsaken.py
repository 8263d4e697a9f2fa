"""An image is of a repository that nobody fills any more.

It is never mended: whoever finds a hole in what it holds finds it open for good. Some of them are
taken away one day, and then a machine that has lost its disk cannot come back.

Source: see the list of what is known of images in `dbstackc/model/known.py`.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.product import products
from dbstackc.lint.stack import Stack
from dbstackc.model.known import FORSAKEN

LEVEL = Level.WARNING

EXAMPLE = "compose.yml"

BAD = """
services:
  watch:
    image: google/cadvisor:v0.33.0
"""

GOOD = """
services:
  watch:
    image: gcr.io/cadvisor/cadvisor:v0.49.1
"""


def check(stack: Stack, report: Report) -> None:
    """Report each such image, once a repository."""
    told: set[str] = set()
    for each in products(stack):
        image = each.container.image
        if image is None or each.image.repository not in FORSAKEN:
            continue
        if each.image.repository in told:
            continue
        told.add(each.image.repository)
        since, instead = FORSAKEN[each.image.repository]
        report(
            f"nobody fills `{each.image.repository}` any more",
            at=image.span,
            says=since,
            note="what it holds is never mended",
            help=f"use `{instead}`",
        )
