"""The adverts of a vip carry no password.

A password in clear keeps no attacker out, and does keep out a second group that was given the same
router number by mistake: without it the two take each other's address away.

Source: RFC 3768, 10 (the simple password guards against misconfiguration); RFC 5798, 9.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { beat 1s }
"""

GOOD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each vip without a password where VRRP has one: whole seconds, and IPv4."""
    for vip in topology.vips:
        spoken = vip.beat % 1000 == 0 and ":" not in vip.address
        if vip.auth is None and spoken and len(vip.holders) > 1:
            report(
                f"adverts of vip `{vip.name}` carry no password",
                at=vip.span,
                note="another group with the same router number would take the address away",
                help="declare a secret of at most 8 bytes, and say `auth secret.vrrp`",
            )
