"""A virtual server asks for more weight than its real servers have.

The quorum is never reached as it is written; keepalived lowers it to the sum of the weights, so
that one server lost is a quorum lost.

Source: keepalived 2.2.7, check_data.c, `validate_check_config`: "quorum ... exceeds total weight of
real servers"; keepalived.conf(5), "quorum".
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.stack import Stack

from ..blocks import blocks
from ..read import Block

LEVEL = Level.ERROR

EXAMPLE = "keepalived.conf"

BAD = """
virtual_server 10.0.0.100 3306 {
    delay_loop 3
    lb_algo rr
    lb_kind DR
    protocol TCP
    quorum 2
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
    quorum 2
    real_server 10.0.0.1 3306 {
        weight 2
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
"""


def check(stack: Stack, report: Report) -> None:
    """Report each quorum over the sum of the weights, where all of them are known."""
    for server in blocks(stack, "virtual_server"):
        quorum = server.get("quorum")
        asked = _number(quorum)
        if quorum is None or asked is None or server.is_partial:
            continue
        usual = _number(server.get("weight"), 1)
        ends = list(server.all("real_server"))
        weights = [_number(end.get("weight"), usual) for end in ends if not end.is_partial]
        known = [weight for weight in weights if weight is not None]
        if len(known) < len(ends) or not ends or asked <= sum(known):
            continue
        report(
            f"a quorum of {asked} is more than the {sum(known)} that all weigh",
            at=quorum.words[1].span,
            says=f"becomes {sum(known)}",
            beside=[(ends[0].words[0].span, f"the first of {len(ends)}")],
            note="keepalived lowers it to all of them: one server lost is the quorum lost",
            help="ask for what is left when one is lost, or give them more weight",
        )


def _number(line: Block | None, default: int | None = None) -> int | None:
    """Return the number of a line, or a default where there is no line; None for no number."""
    if line is None:
        return default
    return int(line.words[1].text) if line.words[1:] and line.words[1].text.isdigit() else None
