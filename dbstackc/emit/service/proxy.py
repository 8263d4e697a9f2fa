"""The containers in front of the databases: routers, balancers, and what holds the vips."""

from collections.abc import Iterator

from dbstackc.emit import holes, layout, router_files
from dbstackc.emit.service.contract import (
    HAPROXY_CONFIG,
    HAPROXY_USER,
    KEEPALIVED,
    KEEPALIVED_CONFIG,
    MYCAT_USER,
    NET_CAPABILITIES,
)
from dbstackc.emit.service.health import balancer_health, router_health
from dbstackc.emit.service.spec import Mount, Recipe, Service, Volume, origins
from dbstackc.model.known import PAUSE
from dbstackc.model.topology import Balancer, Holder, Router, Topology, Vip

Held = tuple[Vip, Holder]
Ports = tuple[tuple[int, int], ...]


def router_services(topology: Topology, labels: dict[str, str]) -> Iterator[Service]:
    """Yield the container of each router, in the order written."""
    for router in topology.routers:
        folder, inside = layout.router_folder(router), router_files.CONF
        recipe = Recipe(
            role="router",
            image=router.image,
            entrypoint=router_files.command(),
            environment={},
            workdir=router_files.HOME,
            health=router_health(router),
            memory=router.memory,
            labels={**labels, "dbstackc.role": "router"},
        )
        yield Service(
            name=router.name,
            recipe=recipe,
            thing=router,
            host=router.host,
            lines=origins(router),
            mounts=tuple(
                Mount(f"{folder}/{each.name}", f"{inside}/{each.name}", each.has_hole, MYCAT_USER)
                for each in router_files.files(topology, router)
            ),
            volumes=(
                Volume(f"{router.name}-conf", inside),
                Volume(f"{router.name}-logs", f"{router_files.HOME}/logs"),
                Volume(f"{router.name}-tmlogs", f"{router_files.HOME}/tmlogs"),
            ),
            ports=_published(router),
            network=router.network,
            address=router.address,
        )


def balancer_services(topology: Topology, labels: dict[str, str]) -> Iterator[Service]:
    """Yield each balancer; one that holds a vip inside its network gets two companions.

    First a container that owns the network and the address, then the balancer and keepalived, which
    live in it: so either can restart without the other's network going with it.
    """
    inside = _held_inside(topology)
    told = {each.of.name: each for each in topology.exporters if each.kind == "balancer"}
    for balancer in topology.balancers:
        held, ports = inside.get(balancer.name), _published(balancer)
        tells = told.get(balancer.name)
        if tells is not None and tells.network is not None and tells.port is not None:
            ports = (*ports, (tells.port, tells.listen))
        if held is None:
            yield _balancer(balancer, labels, None, ports)
            continue
        owner = f"{balancer.name}-net"
        yield _address(balancer, owner, labels, ports)
        yield _balancer(balancer, labels, owner, ())
        yield _keepalived(f"{balancer.name}-keepalived", held, owner, labels)


def holder_services(topology: Topology, labels: dict[str, str]) -> Iterator[Service]:
    """Yield the keepalived of each host that holds vips on its own interfaces."""
    held: dict[str, list[Held]] = {}
    for vip in topology.vips:
        for holder in vip.holders:
            if not holder.inside:
                held.setdefault(holder.host.name, []).append((vip, holder))
    for host in topology.hosts:
        if found := held.get(host.name):
            yield _keepalived(f"{host.name}-keepalived", found, None, labels)


def _held_inside(topology: Topology) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = {}
    for vip in topology.vips:
        for holder in vip.holders:
            if holder.inside and holder.balancer:
                found.setdefault(holder.balancer.name, []).append((vip, holder))
    return found


def _balancer(
    balancer: Balancer, labels: dict[str, str], owner: str | None, published: Ports
) -> Service:
    """Return a balancer; owner: the container whose network it lives in, or None for its own."""
    # in a network of its own Docker lets anyone open low ports; in the host's, only root
    low = balancer.network is None and min(balancer.opens, default=1024) < 1024
    recipe = Recipe(
        role="balancer",
        image=balancer.image,
        environment={},
        user="0" if low else None,
        health=balancer_health(balancer),
        memory=balancer.memory,
        labels={**labels, "dbstackc.role": "balancer"},
    )
    path, filled = layout.balancer_file(balancer), holes.balancer_file(balancer)
    return Service(
        name=balancer.name,
        recipe=recipe,
        thing=balancer,
        host=balancer.host,
        lines=origins(balancer),
        mounts=(Mount(path, HAPROXY_CONFIG, filled, 0 if low else HAPROXY_USER),),
        ports=published,
        network=balancer.network,
        address=None if owner else balancer.address,
        joins=owner,
    )


def _address(balancer: Balancer, name: str, labels: dict[str, str], published: Ports) -> Service:
    recipe = Recipe(
        role="address",
        image=PAUSE,
        environment={},
        labels={**labels, "dbstackc.role": "address"},
    )
    return Service(
        name=name,
        recipe=recipe,
        thing=balancer,
        host=balancer.host,
        lines=origins(balancer),
        ports=published,
        network=balancer.network,
        address=balancer.address,
        alias=balancer.name,
    )


def _keepalived(name: str, held: list[Held], joins: str | None, labels: dict[str, str]) -> Service:
    vip, holder = held[0]
    recipe = Recipe(
        role="keepalived",
        image=vip.image,
        entrypoint=KEEPALIVED,
        environment={},
        capabilities=NET_CAPABILITIES,
        user="0",
        labels={**labels, "dbstackc.role": "keepalived"},
    )
    path = layout.holder_file(vip, holder)
    return Service(
        name=name,
        recipe=recipe,
        thing=vip,
        host=holder.host,
        lines=origins(vip),
        mounts=(Mount(path, KEEPALIVED_CONFIG, holes.holder_file(vip for vip, _ in held)),),
        network=holder.balancer.network if joins and holder.balancer else None,
        joins=joins,
    )


def _published(placed: Router | Balancer) -> Ports:
    """Return the host's ports and where they lead, each once, in the order written."""
    if placed.network is None:
        return ()
    pairs = dict(placed.publish) if isinstance(placed, Balancer) else {}
    if placed.port is not None:
        pairs.setdefault(placed.port, placed.listen)
    return tuple(pairs.items())
