"""HAProxy is told to change its root, in a container where it may not.

The official image runs as `haproxy` since 2.4. `chroot` needs root: HAProxy ends with "Cannot
chroot" at its start, though `haproxy -c` finds the file valid.

Source: docker-library/haproxy, Dockerfile, USER; seen on HAProxy 2.6 to 3.2.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.image import numbers
from dbstackc.check.rule import Report
from dbstackc.lint.housed import balancers
from dbstackc.lint.stack import Stack

LEVEL = Level.ERROR

_CFG = """
global
    chroot /var/lib/haproxy

defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    server a 10.0.0.1:8066 check
"""

_RUN = """
docker run -d --name h1 USER -v ./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro haproxy:2.8.5
"""

BAD = {"haproxy.cfg": _CFG, "run.sh": _RUN.replace("USER ", "")}

GOOD = {"haproxy.cfg": _CFG, "run.sh": _RUN.replace("USER", "--user root")}


def check(stack: Stack, report: Report) -> None:
    """Report each chroot of a file that the official image reads as its own user."""
    for proxy, product in balancers(stack):
        said = proxy.settings.get("chroot")
        user = product.container.user
        if said is None or product.image.repository != "haproxy":
            continue
        if user is not None and user.text.partition(":")[0] in ("root", "0"):
            continue
        version = numbers(product.image.tag)
        if version and version < (2, 4):
            continue
        image = product.container.image
        report(
            "HAProxy may not change its root in this container, and ends",
            at=said.span,
            says="needs root",
            beside=[(image.span, "runs as `haproxy`")] if image is not None else [],
            note="`haproxy -c` does not try it, so the file passes every check",
            help="remove `chroot`: the container is one already",
        )
