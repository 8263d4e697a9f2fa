"""The containers in front of the databases: routers, balancers, and what holds the vips."""

from collections.abc import Iterator

from dbstackc.emit import holes, layout, router_files
from dbstackc.emit.service.contract import (
    HAPROXY_CONFIG,
    HAPROXY_USER,
    KEEPALIVED,
    KEEPALIVED_CONFIG,
    NET_CAPABILITIES,
    PAUSE,
)
from dbstackc.emit.service.spec import Health, Mount, Origins, Service, Volume
from dbstackc.model.thing import Thing
from dbstackc.model.topology import Balancer, Holder, Router, Topology, Vip

GREETING = "exec 3<>/dev/tcp/127.0.0.1/{port} && test $(od -An -j4 -N1 -tu1 <&3) = 10"
"""MyCat accepts connections before it can serve; once it can, its fifth byte is the protocol, 10.

Source: MySQL client/server protocol, "Protocol::HandshakeV10".
"""

Held = tuple[Vip, Holder]


def router_services(topology: Topology, labels: dict[str, str]) -> Iterator[Service]:
    """Yield the container of each router, in the order written."""
    for router in topology.routers:
        folder = layout.router_folder(router)
        yield Service(
            name=router.name,
            role="router",
            thing=router,
            host=router.host,
            image=router.image,
            entrypoint=router_files.command(),
            environment={},
            mounts=tuple(
                Mount(f"{folder}/{each.name}", f"{router_files.CONF}/{each.name}", each.has_hole)
                for each in router_files.files(topology, router)
            ),
            volumes=(
                Volume(f"{router.name}-conf", router_files.CONF),
                Volume(f"{router.name}-logs", f"{router_files.HOME}/logs"),
                Volume(f"{router.name}-tmlogs", f"{router_files.HOME}/tmlogs"),
            ),
            ports=_published(router),
            network=router.network,
            address=router.address,
            workdir=router_files.HOME,
            health=Health(("CMD", "bash", "-c", GREETING.format(port=router.listen)), start=120),
            memory=router.memory,
            labels={**labels, "dbstackc.role": "router"},
            lines=_origins(router, "image"),
        )


def balancer_services(topology: Topology, labels: dict[str, str]) -> Iterator[Service]:
    """Yield each balancer; one that holds a vip inside its network gets two companions.

    First a container that owns the network and the address, then the balancer and keepalived, which
    live in it: so either can restart without the other's network going with it.
    """
    inside = _held_inside(topology)
    for balancer in topology.balancers:
        held = inside.get(balancer.name)
        owner = f"{balancer.name}-net" if held else None
        if held and owner:
            yield _address(balancer, owner, labels)
        ports = [listen.port for listen in balancer.listens]
        if balancer.stats:
            ports.append(balancer.stats.port)
        yield Service(
            name=balancer.name,
            role="balancer",
            thing=balancer,
            host=balancer.host,
            image=balancer.image,
            environment={},
            mounts=(
                Mount(
                    layout.balancer_file(balancer),
                    HAPROXY_CONFIG,
                    holes.balancer_file(balancer),
                    HAPROXY_USER,
                ),
            ),
            ports=() if owner else _published(balancer),
            network=balancer.network,
            address=None if owner else balancer.address,
            joins=owner,
            # in a network of its own Docker lets anyone open low ports; in the host's only root
            user="0" if balancer.network is None and min(ports, default=1024) < 1024 else None,
            health=_listening(balancer, ports[0]) if ports else None,
            memory=balancer.memory,
            labels={**labels, "dbstackc.role": "balancer"},
            lines=_origins(balancer, "image"),
        )
        if held and owner:
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


def _address(balancer: Balancer, name: str, labels: dict[str, str]) -> Service:
    return Service(
        name=name,
        role="address",
        thing=balancer,
        host=balancer.host,
        image=PAUSE,
        environment={},
        ports=_published(balancer),
        network=balancer.network,
        address=balancer.address,
        alias=balancer.name,
        labels={**labels, "dbstackc.role": "address"},
        lines=_origins(balancer, "name"),
    )


def _keepalived(name: str, held: list[Held], joins: str | None, labels: dict[str, str]) -> Service:
    vip, holder = held[0]
    inside = holder.balancer if joins else None
    return Service(
        name=name,
        role="keepalived",
        thing=vip,
        host=holder.host,
        image=vip.image,
        entrypoint=KEEPALIVED,
        environment={},
        mounts=(
            Mount(
                layout.holder_file(vip, holder),
                KEEPALIVED_CONFIG,
                holes.holder_file(vip for vip, _ in held),
            ),
        ),
        network=inside.network if inside else None,
        joins=joins,
        capabilities=NET_CAPABILITIES,
        user="0",
        labels={**labels, "dbstackc.role": "keepalived"},
        lines=_origins(vip, "image"),
    )


def _published(placed: Router | Balancer) -> tuple[tuple[int, int], ...]:
    """Return the host's ports and where they lead, each once, in the order written."""
    if placed.network is None:
        return ()
    pairs = dict(placed.publish) if isinstance(placed, Balancer) else {}
    if placed.port is not None:
        pairs.setdefault(placed.port, placed.listen)
    return tuple(pairs.items())


def _listening(balancer: Balancer, port: int) -> Health:
    """Return a check that a door is open; images of Alpine have no bash, the others no nc."""
    if "alpine" in balancer.image:
        return Health(("CMD", "nc", "-z", "127.0.0.1", str(port)), start=10)
    return Health(("CMD", "bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{port}"), start=10)


def _origins(thing: Thing, image: str) -> Origins:
    return Origins(
        image=thing.origin(image),
        memory=thing.origin("memory"),
        network=thing.origin("network"),
        ports=thing.origin("publish" if "publish" in thing.origins else "port"),
        check=thing.span,
    )
