"""An external is declared and no door leads to it.

An external is there to be led to; nothing else knows of it.

Source: the language itself: `external` names endpoints for doors and forwards.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.base.span import Span
from dbstackc.check.rule import Report
from dbstackc.model.thing import External
from dbstackc.model.topology import Topology

LEVEL = Level.ADVICE

BAD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h1 on vm1 { listen sql on 3307 to legacy1 }
pxc a { nodes 3 on vm[1..3]; root secret.root; sst secret.sst; user app with secret.app }
"""

GOOD = """
secret root, sst, app from env
host vm[1..3] at 10.0.0.[1..3]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h1 on vm1 { listen sql on 3307 to legacy[1..2] }
pxc a { nodes 3 on vm[1..3]; root secret.root; sst secret.sst; user app with secret.app }
"""


def check(topology: Topology, report: Report) -> None:
    """Report the externals that nothing leads to, once a statement."""
    if not topology.externals:
        return
    used = {
        server.target.name
        for balancer in topology.balancers
        for door in balancer.listens
        for server in door.servers
        if isinstance(server.target, External)
    }
    used.update(each.name for watch in topology.watches for each in watch.alert)
    ends = {end for vip in topology.vips for each in vip.forwards for end in each.ends}
    told: set[Span] = set()
    for external in topology.externals:
        forwarded = (external.address, external.port) in ends
        if external.name in used or forwarded or external.span in told:
            continue
        told.add(external.span)
        report(
            f"nothing leads to `{external.name}`",
            at=external.span,
            note="only doors, forwards and alerts use an external",
            help="name it after the `to` of a door, or remove it",
        )
