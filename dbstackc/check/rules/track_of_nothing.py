"""A vip watches a port that nothing opens.

The check fails from the first second on every holder, all of them are in the state FAULT, and
nobody ever holds the address.

Source: keepalived.conf(5) 2.2.7, track_script (a failing script without weight means FAULT).
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Holder, Topology

LEVEL = Level.WARNING

BAD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { track 3307; auth secret.vrrp }
"""

GOOD = """
secret vrrp from env
host vm[1..2] at 10.0.0.[1..2]
external legacy[1..2] at 10.9.0.[1..2]:3306
haproxy h[1..2] on vm[1..2] { listen sql on 3306 to legacy[1..2] }
vip db at 10.0.0.100/24 to h[1..2] { track 3306; auth secret.vrrp }
"""


def check(topology: Topology, report: Report) -> None:
    """Report each vip whose tracked port no holder has open."""
    for vip in topology.vips:
        if "track" not in vip.origins:
            continue
        for holder in vip.holders:
            if holder.track is None or holder.track in opened(topology, holder):
                continue
            report(
                f"nothing opens port {holder.track} on `{holder.name}`",
                at=vip.origin("track"),
                beside=[(holder.span, "watches it")],
                note="a holder whose port does not answer never takes the address",
                help="watch a door of the balancers, or leave `track` out for the first one",
            )
            break


def opened(topology: Topology, holder: Holder) -> set[int]:
    """Return the ports that answer on 127.0.0.1, where keepalived runs."""
    found: set[int] = set()
    balancers = [holder.balancer] if holder.inside and holder.balancer else topology.balancers
    for balancer in balancers:
        if balancer.host is not holder.host:
            continue
        if holder.inside or balancer.network is None:
            found.update(door.port for door in balancer.listens)
            if balancer.stats is not None:
                found.add(balancer.stats.port)
        else:
            found.update(outer for outer, _ in balancer.publish)
    if not holder.inside:
        found.update(n.port for n in topology.nodes_on[holder.host.name] if n.port is not None)
        for router in topology.routers:
            if router.host is holder.host and router.port is not None:
                found.add(router.port)
                found.add(router.manager)
    return found
