"""What balancers, applications and vips ask of the hosts that they run on."""

from dbstackc.base.span import Span
from dbstackc.model.flow.need import ADMIN, CLIENTS, Needs, source_of
from dbstackc.model.thing import External, Placed
from dbstackc.model.topology import Balancer, Forward, Router, Vip, meets, reach


def balancers(needs: Needs) -> None:
    """Take who comes to the doors, and what the doors lead to."""
    for balancer in needs.topology.balancers:
        for listen in balancer.listens:
            what = f"{balancer.name}: {listen.name}"
            _door(needs, balancer, listen.port, CLIENTS, what, listen.origin("port"))
            for server in listen.servers:
                if not isinstance(server.target, External):
                    needs.reached(balancer, server.target, f"{server.target.name}: SQL")
        if balancer.stats:
            at = balancer.stats.origin("port")
            _door(needs, balancer, balancer.stats.port, ADMIN, f"{balancer.name}: status", at)


def services(needs: Needs) -> None:
    """Take who comes to applications, and what those ask of their doors."""
    for app in needs.topology.services:
        if app.port is not None:
            needs.reached(CLIENTS, app, f"{app.name}: application")
        for end in app.ends:
            holders = end.target.holders if isinstance(end.target, Vip) else ()
            for target in [h.balancer or h.host for h in holders] or [end.target]:
                if isinstance(target, Placed) and meets(app, target):
                    continue
                host = target.host if isinstance(target, Placed) else target
                port = reach(app, target)[1] if isinstance(target, Router) else end.port
                what = f"{target.name}: applications"
                needs.add(host, "tcp", port, [source_of(app)], what, end.span)


def vips(needs: Needs) -> None:
    """Take what holders tell each other, and the ports that they forward."""
    for vip in needs.topology.vips:
        holders = [each for each in vip.holders if not each.inside]
        for holder in holders:
            others = [each.address for each in holders if each is not holder]
            needs.add(holder.host, "vrrp", 0, others, f"{vip.name}: adverts", vip.span)
            for forward in vip.forwards:
                what = f"{vip.name}: forwarded"
                needs.add(holder.host, "tcp", forward.port, [CLIENTS], what, forward.span)
        for forward in vip.forwards if holders else ():
            _forwarded(needs, vip, forward, [each.host.address for each in holders])


def _door(needs: Needs, balancer: Balancer, port: int, who: str, why: str, span: Span) -> None:
    """Take what it needs that a port of a balancer is reached from outside."""
    if balancer.network is None:
        needs.add(balancer.host, "tcp", port, [who], why, span)
        return
    for outer, inner in balancer.publish:
        if inner == port:
            at = balancer.origin("publish")
            needs.add(balancer.host, "tcp", outer, [who], why, at, inner)


def _forwarded(needs: Needs, vip: Vip, forward: Forward, holders: list[str]) -> None:
    """Take what real servers need: the kernel leaves the client's address as it is.

    Source: Linux, Documentation/networking/ipvs-sysctl; ipvsadm(8) (only NAT rewrites the port;
    a tunnel carries packets in protocol 4).
    """
    by_address = {host.address: host for host in needs.topology.hosts}
    for address, port in forward.ends:
        host = by_address.get(address)
        if host is None:
            continue
        asked = forward.port if forward.kind != "NAT" else port
        needs.add(host, "tcp", asked, [CLIENTS], f"{vip.name}: forwarded", forward.span)
        if forward.kind == "TUN":
            needs.add(host, "ipip", 0, holders, f"{vip.name}: its tunnel", forward.span)
