"""Nodes to be: each member of a cluster, its machine, its port, and the container that it is."""

from collections.abc import Sequence

from dbstackc.base.quantity import address
from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.proxy import Proxy
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.engine import mounted


class Member:
    """A node to be: its name, its machine's address, its port there and where that is written.

    container: the one that it is, if that was seen.
    """

    __slots__ = ("address", "at", "container", "name", "port")

    def __init__(
        self, name: Said, address: str, port: int, at: Span, container: Container | None
    ) -> None:
        self.name = name
        self.address = address
        self.port = port
        self.at = at
        self.container = container


def located(
    name: Said, told: str, port: int, at: Span, container: Container | None, draft: Draft
) -> Member:
    """Return the node at an address: on its container's machine, if it is known by its network.

    told: an address or a name, as routers and other members know it. at: where that is written.
    """
    if container is not None and (told in container.called or container.is_at(told)):
        outside, at = published(container, port, draft)
        return Member(name, draft.home(container).address.text, outside, at, container)
    if address(told) is None:
        home = draft.nowhere(at)
        draft.leave(at, f"no file tells the address of `{told}`")
        return Member(name, home.address.text, port, at, container)
    return Member(name, told, port, at, container)


def published(container: Container, inside: int, draft: Draft) -> tuple[int, Span]:
    """Return the port of its host that leads to a container, and where that is said."""
    if container.host_network is not None:
        return inside, container.host_network.span
    for port in container.ports:
        if port.inside == inside and port.outside is not None:
            return port.outside, port.span
    return draft.spare(container, inside), container.name.span


def own_port(container: Container, draft: Draft) -> tuple[int, Span]:
    """Return the port that a server in its host's network opens, and where that is said.

    MySQL's own, where nothing that it reads may say another.
    """
    for options in mounted(container, draft):
        for name in ("mysqld", "server", "mariadb", "mariadbd"):
            said = options.groups.get(name, {}).get("port")
            if said is not None and said.number is not None:
                return said.number, said.span
    at = container.name.span
    if container.command or any(m.inside.text.startswith("/etc") for m in container.mounts):
        return draft.spare(container, 3306), at
    return 3306, at


def inner(member: Member) -> int:
    """Return the port that a node opens in its own network."""
    container = member.container
    if container is None or container.host_network is not None:
        return member.port
    return next((each.inside for each in container.ports if each.outside == member.port), 3306)


def at_or(said: Said | None, otherwise: Said) -> Span:
    """Return where something is said, or what stands for it."""
    return (said or otherwise).span


def in_order(members: Sequence[Member], draft: Draft) -> list[Member]:
    """Return nodes as the first balancer that has all of them has them, else as they are."""
    for proxy in draft.stack.all(Proxy):
        for pool in proxy.pools:
            places = [(each.address.text, each.port or 3306) for each in pool.servers]
            names = [each.name.text for each in pool.servers]
            order = {each: _place_of(each, places, names) for each in members}
            if members and None not in order.values():
                return sorted(members, key=lambda each: order[each] or 0)
    return list(members)


def _place_of(
    member: Member, places: Sequence[tuple[str, int]], names: Sequence[str]
) -> int | None:
    """Return which of the servers of a pool a node is, by its place or its name; None for none."""
    place = member.address, member.port
    if place in places:
        return places.index(place)
    name = member.name.text
    is_inside = name in names and places[names.index(name)][0] in (
        name, *(member.container.called if member.container is not None else ())
    )  # fmt: skip
    return names.index(name) if is_inside else None
