"""A real server stands twice in a virtual server, and the second is left out.

With it goes what only the second says: its weight, its check.

Source: keepalived 2.2.7, check_data.c, `validate_check_config`: "is duplicated - removing second
rs".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..blocks import blocks

LEVEL = Level.ERROR

EXAMPLE = "keepalived.conf"

BAD = """
virtual_server 10.0.0.100 3306 {
    delay_loop 3
    lb_algo rr
    lb_kind DR
    protocol TCP
    real_server 10.0.0.1 3306 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
    real_server 10.0.0.1 3306 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
"""

GOOD = """
virtual_server 10.0.0.100 3306 {
    delay_loop 3
    lb_algo rr
    lb_kind DR
    protocol TCP
    real_server 10.0.0.1 3306 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
    real_server 10.0.0.2 3306 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each real server whose address and port one before it has."""
    for server in blocks(stack, "virtual_server"):
        seen: dict[tuple[str, ...], Span] = {}
        for end in server.all("real_server"):
            name = tuple(word.text for word in end.words[1:3])
            if not name or not all(word.certain for word in end.words):
                continue
            at = end.words[1].span.join(end.words[-1].span)
            first = seen.setdefault(name, at)
            if first is not at:
                report(
                    f"`{' '.join(name)}` is a real server of `{server.words[1].text}` twice",
                    at=at,
                    says="left out",
                    beside=[(first, "this one counts")],
                    note="what only the second says, its weight or its check, does nothing",
                    help="remove it, or write the address that is meant",
                )
