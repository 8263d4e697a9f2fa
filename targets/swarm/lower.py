"""Topology to a stack, and what no stack can say."""

from collections.abc import Iterator, Sequence

from dbstackc.base.record import replace
from dbstackc.base.report import Report
from dbstackc.base.text import listed
from dbstackc.emit.service.build import services
from dbstackc.emit.service.spec import Service
from dbstackc.emit.unsupported import unsupported
from dbstackc.model.thing import Network
from dbstackc.model.topology import Topology

from .document import Stack

TARGET = "swarm"


def lower(topology: Topology, report: Report) -> Stack | None:
    """Return the stack, or None where none is asked for.

    Reports: cannot-express.
    """
    if all(each.engine != "swarm" for each in topology.deployments):
        return None
    _inside(topology, report)
    carried = [each for each in services(topology) if _is_carried(each, report)]
    carried = list(_once(carried, topology, report))
    used = {id(service.network) for service in carried}
    networks = [each for each in topology.networks if id(each) in used]
    for network in networks:
        _network(network, report)
    return Stack(
        name=topology.name,
        services=tuple(carried),
        networks=tuple(networks),
        host=any(service.network is None and not service.apart for service in carried),
    )


def _inside(topology: Topology, report: Report) -> None:
    for vip in topology.vips:
        if any(holder.inside for holder in vip.holders):
            unsupported(
                report,
                TARGET,
                vip,
                f"hold `{vip.name}` inside a network",
                "no task shares another's network, and on an overlay an address that moves is "
                "reached from its own machine alone",
                "let balancers in the host's own network hold it",
                field="holders",
            )


def _is_carried(service: Service, report: Report) -> bool:
    """Return whether a service goes into the stack; report what would be lost of it."""
    if service.joins or service.recipe.role == "address":
        return False
    if service.only_at:
        unsupported(
            report,
            TARGET,
            service.thing,
            f"open a port of `{service.name}` at {service.only_at} alone",
            "a task's port is open at every address of its machine",
            "write `from admin`, and let a firewall say who that is",
            field="seen",
        )
    if service.address:
        unsupported(
            report,
            TARGET,
            service.thing,
            f"give `{service.name}` the address {service.address}",
            "a stack's `ipv4_address` is read and ignored: the task gets another",
            "leave the address out; others find it by its name",
            field="address",
        )
    return True


def _once(carried: Sequence[Service], topology: Topology, report: Report) -> Iterator[Service]:
    """Yield what runs alike on every machine once, by its one name."""
    groups: dict[str, list[Service]] = {}
    for service in carried:
        if service.everywhere:
            groups.setdefault(service.everywhere, []).append(service)
            if len(groups[service.everywhere]) > 1:
                continue
            yield replace(service, name=service.everywhere, alias=None)
        else:
            yield service
    names = {service.name for service in carried if not service.everywhere}
    for name, group in groups.items():
        if name in names:
            unsupported(
                report,
                TARGET,
                group[0].thing,
                f"keep two services called `{name}`",
                "agents of a panel are one service, whose name ends in -agent",
                "choose another name",
            )
        left = [each.name for each in topology.hosts if each not in {s.host for s in group}]
        if left:
            unsupported(
                report,
                TARGET,
                group[0].thing,
                f"keep `{name}` off {listed([f'`{each}`' for each in left], 3)}",
                "it is one service with a task on every machine, those that join later among them",
                "name every host",
                field="place",
            )


def _network(network: Network, report: Report) -> None:
    if network.driver != "overlay":
        unsupported(
            report,
            TARGET,
            network,
            f"use `{network.name}`, a {network.driver} network",
            "services of a stack meet in overlays, which span machines, or in the hosts' own "
            "networks",
            "write `driver overlay`",
            field="driver",
        )
    for field, value in (("pool", network.pool), ("gateway", network.gateway)):
        if value is not None:
            unsupported(
                report,
                TARGET,
                network,
                f"set the {field} of `{network.name}`",
                "a stack's network takes a subnet and nothing more",
                f"leave out the {field}",
                field=field,
            )
