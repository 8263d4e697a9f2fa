"""A door of a balancer: the port that it opens, how servers are asked, and where it leads."""

import re
from collections.abc import Iterator, Sequence

from dbstackc.base.quantity import Duration
from dbstackc.base.quantity import address as read_address
from dbstackc.base.text import bracketed, endpoint
from dbstackc.lint.facts.proxy import Pool, PoolServer, Proxy
from dbstackc.lint.facts.said import Said
from dbstackc.lint.lift.draft import Draft, Machine
from dbstackc.lint.lift.words import call, clause, statement, text, value, word
from dbstackc.model.clusters import SPARE
from dbstackc.syntax.tree import Statement, Word

_METHODS = ("roundrobin", "static-rr", "leastconn", "first", "source")
_TIMES = ("connect", "client", "server", "check")
"""Times that a balancer says for all its doors."""

_WAITS = (("queue", "5000"), ("http-request", "10000"))
"""Times that are written for every balancer."""

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


def listen(
    pool: Pool,
    proxy: Proxy,
    home: Machine,
    balancer: str,
    draft: Draft,
    outer: dict[str, Statement],
) -> Iterator[Statement]:
    """Yield the statement of a door; none where it leads nowhere.

    outer: is given the statements of the externals that it leads to, by their places.
    """
    servers = _servers(pool, proxy)
    port = next((bind.port for bind in pool.binds if bind.port), None)
    if port is None or not servers:
        draft.leave(pool.span, f"`{pool.name.text}` opens no port, or leads to no server")
        return
    draft.ends[home.address.text, port] = balancer
    ends = [_end(server, draft, outer) for server in servers]
    clusters = {draft.cluster_of.get(end) for end in ends}
    at = pool.name.span
    block = [*_check(pool, servers), *_limits(servers, ends, pool, draft)]
    clauses = [clause("on", Word(str(port), pool.binds[0].span))]
    cluster = next(iter(clusters)) if len(clusters) == 1 else None
    if cluster is not None:
        active = [e for e, each in zip(ends, servers, strict=True) if each.backup is None]
        use = "writes" if len(active) == 1 and active[0] not in draft.replicas else "reads"
        for other in _else(pool, proxy) if use == "reads" else ():
            if _clusters(other, draft) == {cluster}:
                draft.used.add(id(other))
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
    waits = pool.timeouts["connect"].text if "connect" in pool.timeouts else ""
    for name, said in pool.timeouts.items():
        if name not in _TIMES and (name, said.text) not in _WAITS and said.text != waits:
            line = f"timeout {name} {Duration(said.number or 0)}"
            block.append(statement("verbatim", said.span, [value(text(Said(line, said.span)))]))
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


def _else(pool: Pool, proxy: Proxy) -> Iterator[Pool]:
    """Yield where a door for reads leads to while no server of its own is there, as it is built."""
    names = {said.text for said in pool.leads_to if said.text == f"{pool.name.text}:any"}
    yield from (other for other in proxy.pools if other.name.text in names)


def _clusters(pool: Pool, draft: Draft) -> set[str | None]:
    """Return the clusters that the servers of a section are of."""
    ends = (draft.ends.get((each.address.text, each.port or 3306), "") for each in pool.servers)
    return {draft.cluster_of.get(end) for end in ends}


def _limits(
    servers: Sequence[PoolServer], ends: Sequence[str], pool: Pool, draft: Draft
) -> Iterator[Statement]:
    """Yield the weight and the connections of servers, where all have the same."""
    calls = []
    for name, given in (
        ("weight", [each.weight for each in servers]),
        ("maxconn", [each.maxconn for each in servers]),
    ):
        told = {said.text if said is not None else "" for said in given}
        first = next((said for said in given if said is not None), None)
        if first is None:
            continue
        if len(told) > 1:
            draft.leave(
                pool.span, f"servers of `{pool.name.text}` differ in `{name}`; the language has one"
            )
        elif first.number is not None and first.number > 0:
            cluster = draft.cluster_of.get(ends[0], "")
            room = draft.connections.get(cluster, 2000 + SPARE) - SPARE
            if first.number != {"weight": 1, "maxconn": room}[name]:
                calls.append(call(name, first))
        else:
            draft.leave(first.span, f"the language has no `{name} {first.text}`")
    if calls:
        yield statement("server", pool.name.span, [value(*calls)])


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
        place = Word(endpoint(_address(server.address, draft), port), server.address.span)
        outer[key] = statement(
            "external", server.span, [value(name)], [clause("at", place)], blank=not outer
        )
    words = outer[key].values[0].atoms[0]
    assert isinstance(words, Word)
    return words.text


def _address(said: Said, draft: Draft) -> str:
    if read_address(bracketed(said.text)) is not None or said.text.replace(".", "").isdigit():
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
