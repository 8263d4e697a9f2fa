"""A vip moves back as soon as its first holder returns.

Each failure then moves the address twice, and every session is cut twice. A holder that fails and
returns by turns takes the address with it each time.

Source: keepalived.conf(5) 2.2.7, nopreempt, preempt_delay.
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
vip db at 10.0.0.100/24 to h[1..2] { preempt yes; auth secret.vrrp }
"""

GOOD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { preempt no; auth secret.vrrp }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each vip that moves back."""
    for vip in topology.vips:
        if vip.preempt and len(vip.holders) > 1:
            report(
                f"`{vip.name}` moves back to `{vip.holders[0].name}`, and cuts all sessions again",
                at=vip.origin("preempt"),
                note="the second holder serves as well as the first; nothing is gained by a move",
                help="leave `preempt` out: the address then stays until its holder fails",
            )
