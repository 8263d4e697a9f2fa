"""Clusters: what a router knows of them, else what option files and containers tell."""

from collections.abc import Iterator, Mapping, Sequence

from dbstackc.base.span import Span
from dbstackc.lint.facts.machine import Follow, Options
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.facts.said import Said
from dbstackc.lint.follows import replica
from dbstackc.lint.lift.alone import alone
from dbstackc.lint.lift.arbiters import arbiters
from dbstackc.lint.lift.databases import Databases
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.engine import connections, engine_of, settings
from dbstackc.lint.lift.holds import made_on
from dbstackc.lint.lift.members import Member, at_or, in_order, inner, located
from dbstackc.lint.lift.networks import Inside, Networks
from dbstackc.lint.lift.weights import weights
from dbstackc.lint.lift.words import clause, statement, value, word
from dbstackc.lint.product import GALERA
from dbstackc.syntax.tree import Clause, Statement, Word

_SELF = ("wsrep_node_address", "wsrep_node_name")
"""Options that say what a member of a Galera cluster is called by others."""


def clusters(draft: Draft, networks: Networks) -> list[Statement]:
    """Return the statements of the clusters, those of routers first, in their order."""
    found = Databases(draft)
    made = []
    seen: dict[str, DataHost] = {}
    for host in draft.stack.all(DataHost):
        first = seen.setdefault(host.name.text, host)
        if first is not host:
            if _places(first) != _places(host):
                draft.leave(
                    host.span, f"another `{host.name.text}` leads elsewhere, and is left out"
                )
            continue
        if statement_ := _routed(host, draft, found, networks):
            made.append(statement_)
    made += _listed(draft, found, networks)
    known = [one for one in found.all if id(one) in found.taken]
    draft.used |= {id(s) for s in draft.stack.all(Follow) if replica(s, known) is not None}
    for kin in alone(draft, found):
        made.append(_cluster(kin.name, kin.span, kin.members, kin.is_galera, [], draft, networks))
    return made


def _places(host: DataHost) -> list[tuple[str | None, int | None]]:
    return [(end.address, end.port) for end in host.ends]


def _routed(host: DataHost, draft: Draft, found: Databases, networks: Networks) -> Statement | None:
    members: list[Member] = []
    for end in host.ends:
        if end.address is None or end.port is None:
            draft.leave(end.span, f"where `{end.name.text}` is cannot be told")
            continue
        container = found.at(end.name.text, end.address, end.port)
        found.take(container)
        at = at_or(end.url, end.name)
        members.append(located(end.name, end.address, end.port, at, container, draft))
    if not members:
        return None
    heartbeat = host.heartbeat.text.lower() if host.heartbeat is not None else ""
    kinds = {found.kinds.get(id(m.container)) for m in members if m.container is not None}
    is_galera = "wsrep" in heartbeat or bool(kinds & GALERA)
    is_galera = is_galera or (len(host.writers) > 1 and not host.readers)
    if not is_galera and len(host.writers) > 1:
        draft.leave(
            host.span,
            f"`{host.name.text}` has several sources; the first of them is taken as the one",
        )
    found.take_alike({end.port for end in host.ends if end.port}, kinds)
    block = list(_account(host, draft))
    pool = _pool(host)
    return _cluster(host.name, host.span, members, is_galera, [*block, *pool], draft, networks)


def _account(host: DataHost, draft: Draft) -> Iterator[Statement]:
    """Yield the account that the router logs in with; the first one, if it has several."""
    first = host.writers[0]
    if first.user is None or first.password is None:
        return
    others = {e.user.text for e in host.ends if e.user is not None} - {first.user.text}
    if others:
        draft.leave(
            host.span, f"`{host.name.text}` logs in as {len(others) + 1} users; one is kept"
        )
    if first.user.text == "root":
        draft.leave(first.user.span, "routers log in as root; the language gives them an account")
        name = Said("app", first.user.span)
    else:
        name = first.user
    secret = draft.secret(first.password, name.text)
    yield statement("user", first.user.span, [value(word(name))], [clause("with", secret)])


def _pool(host: DataHost) -> Iterator[Statement]:
    low, high = host.attributes.get("minCon"), host.attributes.get("maxCon")
    if low is None or high is None or low.number is None or high.number is None:
        return
    if 0 < low.number <= high.number:
        said = Said(f"{low.number}..{high.number}", high.span)
        yield statement("pool", high.span, [value(word(said))])


def _cluster(
    name: Said,
    span: Span,
    members: Sequence[Member],
    is_galera: bool,
    block: list[Statement],
    draft: Draft,
    networks: Networks,
) -> Statement:
    """Return the statement of a cluster with its nodes, and what its first node's engine says."""
    called = draft.names.take(name.text, "cluster")
    names = []
    for member in members:
        draft.machine(Said(member.address, member.name.span))
        wanted = member.name.text or (member.container.name.text if member.container else "")
        names.append(Word(draft.names.take(wanted, "node"), member.name.span))
        draft.ends[member.address, member.port] = names[-1].text
        draft.cluster_of[names[-1].text] = called
        if member.container is not None:
            draft.listens(member.container, names[-1].text, inner(member))
    places = [_place(member, draft) for member in members]
    lines: list[Statement]
    inside = _inside(members, networks)
    fixed = [each.address for each in inside if each.address is not None]
    fixed = fixed if len(fixed) == len(members) else []
    if is_galera:
        lines = [_nodes("nodes", names, places, fixed, span)]
    else:
        lines = [_nodes("source", names[:1], places[:1], fixed[:1], span)]
        draft.replicas.update(each.text for each in names[1:])
        if names[1:]:
            lines.append(_nodes("replicas", names[1:], places[1:], fixed[1:], span))
    if inside:
        shared = Word(inside[0].network, inside[0].at)
        lines.append(statement("network", shared.span, [value(shared)]))
    containers = [m.container for m in members if m.container is not None]
    kind = "pxc" if is_galera else "replication"
    lines += block
    said = {each.word.text for each in block}
    lines += [each for each in engine_of(containers, kind, draft) if each.word.text not in said]
    if is_galera:
        lines += arbiters(name.text, draft)
        lines += weights(name.text, [(m.name, m.container) for m in members], draft)
    lines += settings(containers, draft)
    draft.connections[called] = connections(lines)
    draft.databases[called] = list(made_on(containers, draft))
    return statement(kind, span, [value(Word(called, name.span))], [], lines, blank=True)


def _place(member: Member, draft: Draft) -> Word:
    machine = draft.machines[member.address]
    return Word(f"{machine.name}:{member.port}", member.at)


def _inside(members: Sequence[Member], networks: Networks) -> list[Inside]:
    """Return where the nodes are, if all are in one network; else nothing."""
    found = [networks.of(each.container) for each in members if each.container is not None]
    inside = [each for each in found if each is not None]
    is_one = len({each.network for each in inside}) == 1 and len(inside) == len(members)
    return inside if is_one else []


def _nodes(
    head: str, names: Sequence[Word], places: Sequence[Word], fixed: Sequence[Said], span: Span
) -> Statement:
    clauses: list[Clause] = [clause("on", *places)]
    if fixed:
        clauses.append(clause("at", *map(word, fixed)))
    return statement(head, span, [value(*names)], clauses)


def _listed(draft: Draft, found: Databases, networks: Networks) -> Iterator[Statement]:
    """Yield the Galera clusters that option files list and no router knows."""
    groups: dict[str, list[tuple[Options, dict[str, Said]]]] = {}
    for options in draft.stack.all(Options):
        for group in options.groups.values():
            name = group.get("wsrep_cluster_name")
            if name is not None and "wsrep_node_address" in group:
                groups.setdefault(name.text, []).append((options, dict(group)))
    for listed in groups.values():
        listed.sort(key=lambda each: _rank(each[1]))
        members: list[Member] = []
        for options, group in listed:
            address = group["wsrep_node_address"].text.partition(":")[0]
            said = group.get("wsrep_node_name") or Said(address, group["wsrep_node_address"].span)
            port = group["port"].number if "port" in group else 3306
            if (address, port or 3306) in draft.ends:
                members = []
                break
            container = found.at(said.text, address, port or 3306)
            found.take(container)
            at = at_or(group.get("port"), group["wsrep_node_address"])
            members.append(located(said, address, port or 3306, at, container, draft))
            draft.used.add(id(options))
        if members:
            name = listed[0][1]["wsrep_cluster_name"]
            members = in_order(members, draft)
            yield _cluster(name, listed[0][0].span, members, True, [], draft, networks)


def _rank(group: Mapping[str, Said]) -> int:
    """Return which of those that a member of a Galera cluster joins it is itself."""
    said = group.get("wsrep_cluster_address")
    listed = said.text.partition("://")[2].partition("?")[0].split(",") if said is not None else []
    peers = [each.strip().partition(":")[0] for each in listed]
    own = [group[name].text.partition(":")[0] for name in _SELF if name in group]
    return next((peers.index(each) for each in own if each in peers), len(peers))
