"""The tasks of an application keep what is uploaded, each for itself.

A picture that was sent to one task is not there for the next request, which another one answers;
and all of it is gone with the task.

Source: Docker Hub, wordpress: /var/www/html/wp-content; docs.docker.com, "Volumes".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.product import products
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "stack.yml"

BAD = """
services:
  blog:
    image: wordpress:6.7.1
    environment: {WORDPRESS_DB_HOST: db}
    deploy: {mode: replicated, replicas: 3}
"""

GOOD = """
services:
  blog:
    image: wordpress:6.7.1
    environment: {WORDPRESS_DB_HOST: db}
    volumes: ["nfs:/var/www/html/wp-content"]
    deploy: {mode: replicated, replicas: 3}
volumes: {nfs: {driver: nfs}}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each WordPress of several tasks without a volume."""
    for each in products(stack):
        one = each.container
        count = one.replicas.number if one.replicas is not None else None
        if each.kind != "wordpress" or count is None or count < 2 or one.mounts:
            continue
        assert one.replicas is not None
        report(
            f"{count} tasks of `{one.name.text}` keep uploads, each for itself",
            at=one.replicas.span,
            says=f"{count} of them",
            beside=[(one.name.span, "no volume for `wp-content`")],
            note="what was sent to one is not there when another answers, and goes with the task",
            help="mount a volume that all of them see, or an object store",
        )
