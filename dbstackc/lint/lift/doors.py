"""Balancers: what each haproxy.cfg opens, and where it leads."""

import re
from collections.abc import Iterator, Sequence

from dbstackc.base.quantity import Duration
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.proxy import Pool, PoolServer, Proxy
from dbstackc.lint.facts.said import Said
from dbstackc.lint.housed import balancers as housed
from dbstackc.lint.lift.draft import Draft, Machine
from dbstackc.lint.lift.networks import Networks
from dbstackc.lint.lift.words import call, clause, pair, statement, text, value, word
from dbstackc.lint.product import products
from dbstackc.syntax.tree import Statement, Word

_METHODS = ("roundrobin", "static-rr", "leastconn", "first", "source")
_TIMEOUTS = ("connect", "client", "server", "check")
_SAID = """
    stats auth, stats uri, stats enable, stats realm, stats hide-version, stats refresh, mode, log,
    bind, option tcplog, option httplog, option dontlognull, option tcpka, option clitcpka,
    option srvtcpka, option redispatch, option log-health-checks, maxconn, default-server,
    option tcp-check, option mysql-check, option httpchk, balance, server, server-template,
    default_backend, use_backend
"""
_CARRIED = frozenset(" ".join(name.split()) for name in _SAID.split(","))
"""Directives that follow from what is said."""

_TUNED = frozenset(
    (f"{side}tcpka-{name}", text)
    for side in ("cli", "srv")
    for name, text in (("idle", "60s"), ("intvl", "15s"), ("cnt", "4"))
) | {("retries", "3")}
"""Directives that are written for every balancer, with these values."""


def doors(draft: Draft, outer: dict[str, Statement], networks: Networks) -> list[Statement]:
    """Return the statements of the balancers.

    outer: is given the statements of the externals that they lead to, by name.
    """
    known = {id(proxy): product.container for proxy, product in housed(draft.stack)}
    made = []
    for proxy in draft.stack.all(Proxy):
        container = known.get(id(proxy))
        holders = _same(container, draft) if container is not None else [None]
        for one in holders:
            made.append(_balancer(proxy, one, draft, outer, networks))
    return made


def _same(container: Container, draft: Draft) -> list[Container | None]:
    """Return all balancers that read the file that one of them reads: in a document, all."""
    mount = {m.outside.text for m in container.mounts if m.outside is not None}
    return [
        each.container
        for each in products(draft.stack)
        if each.kind == "haproxy"
        and each.container.span.source.name == container.span.source.name
        and ({m.outside.text for m in each.container.mounts if m.outside} & mount or not mount)
    ]


def _balancer(
    proxy: Proxy,
    one: Container | None,
    draft: Draft,
    outer: dict[str, Statement],
    networks: Networks,
) -> Statement:
    at = one.name.span if one is not None else proxy.name.span
    home = draft.home(one) if one is not None else _home(proxy, draft)
    if one is not None:
        name = draft.names.take(one.name.text, "haproxy")
    else:
        name = draft.names.invent("haproxy1", "HAProxy")
    block: list[Statement] = []
    if one is not None:
        draft.used.add(id(one))
        named = next((p for p in products(draft.stack) if p.container is one), None)
        if one.image is not None and named is not None:
            said = Said(named.text, one.image.span)
            block.append(statement("image", said.span, [value(text(said))]))
        ports = [pair(p.outside, p.inside, p.span) for p in one.ports if p.outside is not None]
        if ports:
            block.append(statement("publish", one.ports[0].span, [value(*ports)]))
    block += _timeouts(proxy)
    for pool in proxy.pools:
        if "stats auth" in pool.settings or "stats uri" in pool.settings:
            block += _stats(pool, draft)
        elif pool.binds:
            block += _listen(pool, proxy, home, name, draft, outer)
    inside = networks.of(one) if one is not None else None
    clauses = [*(inside.clauses if inside is not None else ()), clause("on", Word(home.name, at))]
    return statement("haproxy", at, [value(Word(name, at))], clauses, block, blank=True)


def _home(proxy: Proxy, draft: Draft) -> Machine:
    return draft.nowhere(proxy.name.span, "balancer-host")


def _timeouts(proxy: Proxy) -> Iterator[Statement]:
    found: dict[str, Said] = {}
    for pool in proxy.pools:
        if pool.servers:
            for name in _TIMEOUTS:
                said = pool.timeouts.get(name)
                if said is not None and said.number is not None and said.number > 0:
                    found.setdefault(name, said)
    if found:
        calls = [
            call(name, Said(str(Duration(said.number or 0)), said.span))
            for name, said in found.items()
        ]
        yield statement("timeout", next(iter(found.values())).span, [value(*calls)])


def _stats(pool: Pool, draft: Draft) -> Iterator[Statement]:
    port = next((bind.port for bind in pool.binds if bind.port), None)
    if port is None:
        return
    at = pool.name.span
    uri = pool.settings.get("stats uri")
    auth = pool.settings.get("stats auth")
    clauses = [clause("on", Word(str(port), pool.binds[0].span))]
    if auth is not None:
        user, _, password = auth.text.partition(":")
        clauses.append(clause("for", Word(user or "admin", auth.span)))
        secret = draft.secret(Said(password, auth.span, True), "stats")
        clauses.append(clause("with", secret))
    path = uri if uri is not None else Said("/", at)
    yield statement("stats", at, [value(text(path))], clauses)


def _listen(
    pool: Pool,
    proxy: Proxy,
    home: Machine,
    balancer: str,
    draft: Draft,
    outer: dict[str, Statement],
) -> Iterator[Statement]:
    servers = _servers(pool, proxy)
    port = next((bind.port for bind in pool.binds if bind.port), None)
    if port is None or not servers:
        draft.leave(pool.span, f"`{pool.name.text}` opens no port, or leads to no server")
        return
    draft.ends[home.address.text, port] = balancer
    ends = [_end(server, draft, outer) for server in servers]
    clusters = {draft.cluster_of.get(end) for end in ends}
    at = pool.name.span
    block = list(_check(pool, servers))
    clauses = [clause("on", Word(str(port), pool.binds[0].span))]
    cluster = next(iter(clusters)) if len(clusters) == 1 else None
    if cluster is not None:
        active = [server for server in servers if server.backup is None]
        use = "writes" if len(active) == 1 else "reads"
        clauses += [
            clause("to", Word(cluster, servers[0].address.span)),
            clause("for", Word(use, at)),
        ]
    else:
        clauses.append(
            clause("to", *(Word(e, s.address.span) for e, s in zip(ends, servers, strict=True)))
        )
    if pool.balance is not None and pool.balance.text.split()[:1] != []:
        method = pool.balance.text.split()[0]
        if method in _METHODS:
            clauses.append(clause("by", Word(method, pool.balance.span)))
        else:
            draft.leave(pool.balance.span, f"the language has no `balance {method}`")
    for name, said in pool.settings.items():
        if (name, said.text) in _TUNED:
            continue
        if name not in _CARRIED and not name.startswith(
            ("stats", "tcp-check", "http-check", "timeout", "no ")
        ):
            line = f"{name} {said.text}".strip()
            block.append(statement("verbatim", said.span, [value(text(Said(line, said.span)))]))
    yield statement(
        "listen", pool.span, [value(Word(_fit(pool.name.text), at))], clauses, block or None
    )


def _servers(pool: Pool, proxy: Proxy) -> Sequence[PoolServer]:
    """Return the servers of a listen, or those of the backends that a frontend leads to."""
    if pool.servers:
        return pool.servers
    names = {said.text for said in pool.leads_to}
    return [s for other in proxy.pools if other.name.text in names for s in other.servers]


def _end(server: PoolServer, draft: Draft, outer: dict[str, Statement]) -> str:
    """Return the name of what a server is: a node, a router, or someone else's."""
    port = server.port or 3306
    found = draft.ends.get((server.address.text, port))
    if found is not None:
        return found
    key = f"{server.address.text}:{port}"
    if key not in outer:
        name = Word(draft.names.take(server.name.text, "external"), server.name.span)
        place = Word(_address(server.address, draft) + f":{port}", server.address.span)
        outer[key] = statement(
            "external", server.span, [value(name)], [clause("at", place)], blank=not outer
        )
    words = outer[key].values[0].atoms[0]
    assert isinstance(words, Word)
    return words.text


def _address(said: Said, draft: Draft) -> str:
    if said.text.replace(".", "").isdigit():
        return said.text
    machine = draft.nowhere(said.span)
    draft.leave(said.span, f"no file tells the address of `{said.text}`")
    return machine.address.text


def _check(pool: Pool, servers: Sequence[PoolServer]) -> Iterator[Statement]:
    every = next((s.options["inter"] for s in servers if "inter" in s.options), None)
    clauses = []
    at = pool.check.span if pool.check is not None else pool.name.span
    kind = pool.check.text if pool.check is not None else ""
    if not any(server.check for server in servers):
        clauses.append(clause("by", Word("none", at)))
    elif "mysql-check" in kind:
        clauses.append(clause("by", Word("login", at)))
    elif "tcp-check" not in kind or "http" in kind:
        clauses.append(clause("by", Word("tcp", at)))
    if pool.account is not None and "mysql-check" in kind:
        clauses.append(clause("as", word(pool.account)))
    if every is not None and _time(every.text):
        clauses.append(clause("every", Word(_time(every.text), every.span)))
    block = [
        statement(name, said.span, [value(word(said))])
        for name in ("fall", "rise")
        if (said := next((s.options[name] for s in servers if name in s.options), None))
    ]
    if clauses or block:
        yield statement("check", at, [], clauses, block or None)


def _time(text: str) -> str:
    """Return one of HAProxy's times as the language has it: a bare number is milliseconds."""
    if text.isdigit():
        return str(Duration(int(text)))
    return text if text.rstrip("msh").isdigit() and text.endswith(("ms", "s", "m", "h")) else ""


def _fit(name: str) -> str:
    made = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")
    return made if made[:1].isalpha() else f"door-{made}"
