"""Balancers: what each haproxy.cfg opens, and where it leads."""

from collections.abc import Iterator

from dbstackc.base.quantity import Duration
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.proxy import Pool, Proxy
from dbstackc.lint.facts.said import Said
from dbstackc.lint.housed import balancers as housed
from dbstackc.lint.lift.draft import Draft, Machine
from dbstackc.lint.lift.engine import image_of, memory
from dbstackc.lint.lift.listens import listen
from dbstackc.lint.lift.networks import Networks
from dbstackc.lint.lift.watches import Watching
from dbstackc.lint.lift.words import call, clause, pair, statement, text, value, word
from dbstackc.lint.product import products
from dbstackc.syntax.tree import Statement, Word

_TIMEOUTS = ("connect", "client", "server", "check")
_PROCESS = (
    "log", "maxconn", "hard-stop-after", "uid", "gid", "user", "group", "daemon", "chroot",
    "pidfile", "stats socket", "stats timeout", "nbproc", "nbthread", "master-worker",
    "log-send-hostname",
)  # fmt: skip
"""What `global` says of the process, which is a container's."""


def doors(
    draft: Draft, outer: dict[str, Statement], networks: Networks, watching: Watching
) -> list[Statement]:
    """Return the statements of the balancers.

    outer: is given the statements of the externals that they lead to, by name.
    """
    known = {id(proxy): product.container for proxy, product in housed(draft.stack)}
    made = []
    for proxy in draft.stack.all(Proxy):
        container = known.get(id(proxy))
        holders = _same(container, draft) if container is not None else [None]
        for one in holders:
            made.append(_balancer(proxy, one, draft, outer, networks, watching))
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
    watching: Watching,
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
        draft.doors[id(one)] = name
        block += image_of(one, draft)
        owner = networks.owner(one)
        draft.used.add(id(owner))
        ours = {b.port for pool in proxy.pools if watching.tells(pool) for b in pool.binds}
        ports = [
            pair(p.outside, p.inside, p.span)
            for p in owner.ports
            if p.outside is not None and p.inside not in ours
        ]
        if ports:
            block.append(statement("publish", owner.ports[0].span, [value(*ports)]))
        if (held := memory(one.memory)) is not None:
            block.append(held)
    block += _process(proxy, draft)
    block += _timeouts(proxy)
    for pool in proxy.pools:
        if watching.tells(pool):
            draft.used.add(id(pool))
            for bind in pool.binds:
                watching.rank(name, home, _outside(one, bind.port or 0, networks))
        elif "stats auth" in pool.settings or "stats uri" in pool.settings:
            said = list(_stats(pool, draft))
            if said and any(each.word.text == "stats" for each in block):
                why = "a balancer of the language has one page of numbers; this is a second"
                draft.leave(pool.name.span, why)
            else:
                block += said
        elif pool.binds:
            block += listen(pool, proxy, home, name, draft, outer)
    inside = networks.of(one) if one is not None else None
    clauses = [*(inside.clauses if inside is not None else ()), clause("on", Word(home.name, at))]
    return statement("haproxy", at, [value(Word(name, at))], clauses, block, blank=True)


def _outside(one: Container | None, port: int, networks: Networks) -> int:
    """Return the port of its machine that leads to a port of a balancer."""
    if one is None:
        return port
    ports = (each.outside for each in networks.owner(one).ports if each.inside == port)
    return next((each for each in ports if each), port)


def _home(proxy: Proxy, draft: Draft) -> Machine:
    return draft.nowhere(proxy.name.span, "balancer-host")


def _process(proxy: Proxy, draft: Draft) -> Iterator[Statement]:
    """Yield what a section `global` says that is not the container's."""
    most = proxy.settings.get("maxconn")
    if most is not None and most.number is not None and most.number != 4000:
        yield statement("maxconn", most.span, [value(word(most))])
    for name, said in proxy.settings.items():
        if name in _PROCESS:
            continue
        line = f"{name} {said.text}".strip()
        yield statement("verbatim", said.span, [value(text(Said(line, said.span)))])


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
