"""The other holders of a vip wait long before they take it.

A holder that vanished is given up after three beats and a part of one. Until then nobody answers.

Source: RFC 5798, 6.1 (Master_Down_Interval: three times the interval, and the skew).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { beat 10s; auth secret.vrrp }
"""

GOOD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { beat 1s; auth secret.vrrp }
"""

LATE = 5_000
"""Milliseconds of a beat; the wait is then more than 15 s."""


def check(topology: Topology, report: Report) -> None:
    """Report each vip with a slow beat."""
    for vip in topology.vips:
        if vip.beat > LATE and len(vip.holders) > 1:
            report(
                f"nobody holds `{vip.name}` for {3 * vip.beat // 1000} s after its holder vanished",
                at=vip.origin("beat"),
                note="a holder is given up after three beats and a part of one",
                help="write `beat 1s`",
            )
