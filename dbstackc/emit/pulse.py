"""Where a balancer says that it is alive: at the port that a vip watches, and at 127.0.0.2.

The kernel accepts connections for a process that stands still, so an open door proves nothing, and
whoever knocks at one is sent on to a server. HAProxy's own socket of commands answers by itself,
also while every door is full, and 127.0.0.2 at the port of a door takes no port of its own.

Source: HAProxy 2.6, src/cli.c (its listeners are LI_O_UNLIMITED: `maxconn` does not hold for them),
src/sock_inet.c (SO_REUSEPORT on every socket); socket(7): the more specific address is chosen.
"""

from dbstackc.model.topology import Balancer, Holder, Topology

ADDRESS = "127.0.0.2"


def beats(topology: Topology) -> dict[str, list[int]]:
    """Return by the name of each balancer the ports at which it is asked, in the order of vips."""
    found: dict[str, list[int]] = {}
    for vip in topology.vips:
        for holder in vip.holders:
            balancer = asked(topology, holder)
            if balancer is not None and holder.track is not None:
                ports = found.setdefault(balancer.name, [])
                if holder.track not in ports:
                    ports.append(holder.track)
    return found


def asked(topology: Topology, holder: Holder) -> Balancer | None:
    """Return the balancer whose port a holder watches from the same network; None for another's."""
    near = [holder.balancer] if holder.inside and holder.balancer else topology.balancers
    for balancer in near:
        is_beside = holder.inside or (balancer.host is holder.host and balancer.network is None)
        if is_beside and holder.track in balancer.opens:
            return balancer
    return None
