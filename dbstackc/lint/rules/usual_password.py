"""A password is one that everyone tries first.

Lists of the commonest passwords are what every scan begins with.

Source: NIST SP 800-63B, section 5.1.1.2: values that are known to be commonly used.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.passwords import USUAL, Password, passwords
from dbstackc.lint.stack import Stack

LEVEL = Level.WARNING

EXAMPLE = "haproxy.cfg"

BAD = """
defaults
    mode http
    timeout connect 5s
    timeout client 50s
    timeout server 50s

listen status
    bind 127.0.0.1:8404
    stats enable
    stats auth watcher:123456
"""

GOOD = """
defaults
    mode http
    timeout connect 5s
    timeout client 50s
    timeout server 50s

listen status
    bind 127.0.0.1:8404
    stats enable
    stats auth watcher:Kw7pQx2mTz
"""


def check(stack: Stack, report: Report) -> None:
    """Report such passwords, once for each system, with how often they are used there."""
    found: dict[str, list[Password]] = {}
    for each in passwords(stack):
        if each.said.text.lower() in USUAL:
            found.setdefault(each.system, []).append(each)
    for system, every in found.items():
        times = f", {len(every)} times" if len(every) > 1 else ""
        report(
            f"{system} is opened by a password that everyone tries first{times}",
            at=every[0].said.span,
            says=f"of `{every[0].whose}`",
            beside=[(each.said.span, f"of `{each.whose}`") for each in every[1:3]],
            note="lists of the commonest passwords are what every scan begins with",
            help="make a random one, and keep it in a secret",
        )
