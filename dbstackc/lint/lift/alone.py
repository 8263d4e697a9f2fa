"""The databases that no router knows, as the clusters that other evidence joins them to."""

from collections.abc import Iterator, Sequence

from dbstackc.base.quantity import address
from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.said import Said
from dbstackc.lint.follows import CLUSTER
from dbstackc.lint.lift.databases import Databases
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.kin import Kin
from dbstackc.lint.lift.members import Member, own_port, published


@record(frozen=True, slots=True, eq=False)
class Alone:
    """A cluster to be: its name, what tells of it, its members with the source first."""

    name: Said
    span: Span
    members: Sequence[Member]
    is_galera: bool


def alone(draft: Draft, found: Databases) -> Iterator[Alone]:
    """Yield the clusters of the databases that are in none yet."""
    kin = Kin(draft, found, [one for one in found.all if id(one) not in found.taken])
    for containers in kin.groups():
        members = [_member(one, draft) for one in containers]
        for one in containers:
            found.take(one)
        first = containers[0]
        is_galera = kin.is_galera(first)
        members += _unseen(containers, members, kin, draft)
        name = Said(f"{first.name.text or 'db'}-cluster", first.name.span)
        yield Alone(first.labels.get(CLUSTER, name), first.span, members, is_galera)


def _member(one: Container, draft: Draft) -> Member:
    home = draft.home(one)
    if one.host_network is not None:
        port, at = own_port(one, draft)
    else:
        port, at = published(one, 3306, draft)
    return Member(one.name, home.address.text, port, at, one)


def _unseen(
    containers: Sequence[Container], members: Sequence[Member], kin: Kin, draft: Draft
) -> Iterator[Member]:
    """Yield the members that only a balancer tells of."""
    known = {(each.address, each.port) for each in members}
    for pool in kin.pools:
        if not any(one in containers for _, one in pool):
            continue
        for server, one in pool:
            place = server.address.text, server.port or 3306
            if one is None and place not in known and place not in draft.ends:
                if address(place[0]) is None:
                    continue
                known.add(place)
                yield Member(server.name, *place, server.address.span, None)
