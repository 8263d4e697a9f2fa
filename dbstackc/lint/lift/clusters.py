"""Clusters: what a router knows of them, else what option files and containers tell."""

from collections.abc import Iterator, Sequence

from dbstackc.base.span import Span
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Options
from dbstackc.lint.facts.router import DataHost
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.arbiters import arbiters
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.engine import SERVERS, connections, engine_of, mounted, settings
from dbstackc.lint.lift.members import Member, at_or, inner, located, own_port, published
from dbstackc.lint.lift.networks import Inside, Networks
from dbstackc.lint.lift.words import clause, statement, value, word
from dbstackc.lint.product import DATABASES, GALERA, Product, products
from dbstackc.syntax.tree import Clause, Statement, Word


def clusters(draft: Draft, networks: Networks) -> list[Statement]:
    """Return the statements of the clusters, those of routers first, in their order."""
    found = _Databases(draft)
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
    made += _alone(draft, found, networks)
    return made


def _places(host: DataHost) -> list[tuple[str | None, int | None]]:
    return [(end.address, end.port) for end in host.ends]


class _Databases:
    """The containers that are databases, and which of them are in a cluster already."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.kinds = {id(p.container): p.kind or _told(p, draft) for p in products(draft.stack)}
        self.all = [
            p.container for p in products(draft.stack) if self.kinds[id(p.container)] in DATABASES
        ]
        self.taken: set[int] = set()

    def at(self, name: str, address: str, port: int) -> Container | None:
        """Return the container of a back end, by whatever its address is: fixed, a name, a port."""
        fixed = [one for one in self.all if one.is_at(address)]
        named = [one for one in fixed if name in one.called]
        if fixed:
            return (named or fixed)[0]
        for one in self.all:
            if address in one.called:
                return one
        for one in self.all:
            if name and name in one.called:
                return one
        for one in self.all:
            home = self.draft.homes.get(id(one))
            ports = [each.outside for each in one.ports]
            if port in ports and (home is None or home.address.text == address):
                return one
        return None

    def take_alike(self, ports: set[int], kinds: set[str | None]) -> None:
        """Count as carried what a document shows once for each member: their ports are theirs."""
        for one in self.all:
            is_alike = one.by == "run" and self.kinds[id(one)] in kinds
            if is_alike and any(port.outside in ports for port in one.ports):
                self.take(one)

    def take(self, container: Container | None) -> None:
        """Count a container as carried."""
        if container is not None:
            self.taken.add(id(container))
            self.draft.used.add(id(container))


def _told(product: Product, draft: Draft) -> str:
    """Return what an image is that nobody knows, by the option files that it is given."""
    for options in mounted(product.container, draft):
        groups = {n: g for n, g in options.groups.items() if n.startswith(SERVERS)}
        if groups:
            is_galera = any("wsrep_cluster_address" in group for group in groups.values())
            return "galera" if is_galera else "mysql"
    return ""


def _routed(
    host: DataHost, draft: Draft, found: _Databases, networks: Networks
) -> Statement | None:
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
    lines += settings(containers, draft)
    draft.connections[called] = connections(lines)
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


def _listed(draft: Draft, found: _Databases, networks: Networks) -> Iterator[Statement]:
    """Yield the Galera clusters that option files list and no router knows."""
    groups: dict[str, list[tuple[Options, dict[str, Said]]]] = {}
    for options in draft.stack.all(Options):
        for group in options.groups.values():
            name = group.get("wsrep_cluster_name")
            if name is not None and "wsrep_node_address" in group:
                groups.setdefault(name.text, []).append((options, dict(group)))
    for listed in groups.values():
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
            yield _cluster(name, listed[0][0].span, members, True, [], draft, networks)


def _alone(draft: Draft, found: _Databases, networks: Networks) -> Iterator[Statement]:
    """Yield the databases that only their containers tell of."""
    rest = [one for one in found.all if id(one) not in found.taken]
    groups: dict[tuple[str, str], list[Container]] = {}
    for one in rest:
        kind = "pxc" if found.kinds[id(one)] in GALERA else "replication"
        groups.setdefault((kind, _key(one, rest, kind)), []).append(one)
    for (kind, _), containers in groups.items():
        containers.sort(key=lambda one: _follows(one) != "")
        members = []
        for one in containers:
            found.take(one)
            home = draft.home(one)
            port, at = published(one, 3306, draft)
            if one.host_network is not None:
                port, at = own_port(one, draft)
            members.append(Member(one.name, home.address.text, port, at, one))
        name = Said(f"{containers[0].name.text or 'db'}-cluster", containers[0].name.span)
        yield _cluster(name, containers[0].span, members, kind == "pxc", [], draft, networks)


def _key(one: Container, among: Sequence[Container], kind: str) -> str:
    """Return what the nodes of one cluster share: the cluster's name, or the source's."""
    for variable in one.environment:
        if kind == "pxc" and variable.name == "CLUSTER_NAME" and variable.value is not None:
            return variable.value.text
    source = _follows(one)
    known = {name: other.name.text for other in among for name in other.called}
    return known.get(source, one.name.text)


def _follows(one: Container) -> str:
    """Return the name of the source that a container is told to follow, or ""."""
    for variable in one.environment:
        if variable.name in ("MYSQL_MASTER_HOST", "MARIADB_MASTER_HOST") and variable.value:
            return variable.value.text
    return ""
