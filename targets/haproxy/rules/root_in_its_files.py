"""HAProxy's root is the folder of its own files.

`chroot` is there so that a broken process finds nothing. A folder with the configuration in it, its
passwords among it, is the opposite; and what HAProxy writes there may replace it.

Source: HAProxy 2.8 configuration manual, "chroot": an empty folder that nobody may write to.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "haproxy.cfg"

BAD = """
global
    chroot /etc/haproxy

defaults
    mode tcp
    timeout connect 5s
    timeout client 8h
    timeout server 8h

listen sql
    bind :3306
    server a 10.0.0.1:8066 check
"""

GOOD = """
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


def check(stack: Stack, report: Report) -> None:
    """Report a chroot to a folder that holds configuration."""
    for proxy in stack.all(Proxy):
        said = proxy.settings.get("chroot")
        if said is None or "/etc" not in said.text:
            continue
        report(
            f"HAProxy's root `{said.text}` holds its own files",
            at=said.span,
            says="should be empty",
            note="a broken process finds the configuration, and its passwords, there",
            help="make an empty folder that nobody may write to, such as `/var/lib/haproxy`",
        )
