"""The doors of a balancer: what it listens on, and the servers behind."""

import ipaddress
from collections.abc import Iterator
from functools import lru_cache

from dbstackc.base.text import endpoint
from dbstackc.model.thing import External
from dbstackc.model.topology import Balancer, Listen, Server, reach
from dbstackc.model.verbatim import placed

from .checks import check_lines
from .document import Directive, Section
from .settings import resolvers
from .words import time

_HURRY = 500
"""Milliseconds between checks, at most, while a server is neither up nor down for sure."""


def door(balancer: Balancer, listen: Listen) -> Iterator[Section]:
    """Yield the section of a door; one for reads may have a second that it falls back to.

    A reader is a replica by its own word (`read_only`). When none is left, reads go to whatever
    server of the cluster still answers: to the source, or to a replica that was promoted.
    """
    servers, name = listen.servers, listen.name
    lines = [
        Directive(("bind", f":{listen.port}"), listen.origin("port")),
        Directive(("option", "tcplog"), listen.span),
        Directive(("balance", listen.method), listen.origin("method")),
    ]
    if listen.maxconn:
        lines.append(Directive(("maxconn", str(listen.maxconn)), listen.span))
    last = listen.check == "replica" and any(server.backup for server in servers)
    if last:
        servers = tuple(server for server in servers if not server.backup)
        none_left = ("use_backend", f"{name}:any", "if", "{", f"nbsrv({name})", "eq", "0", "}")
        lines.append(Directive(none_left, listen.origin("to")))
    lines += check_lines(listen)
    lines += _servers(balancer, listen, servers)
    lines += [Directive((), at, text) for text, at in placed(listen)]
    yield Section("listen", name, listen.span, tuple(lines), listen.doc)
    if last:
        lines = [
            Directive(("balance", listen.method), listen.origin("method")),
            *check_lines(listen, alive=True),
            *_servers(balancer, listen, listen.servers, spare=True),
        ]
        # No name of a door has a colon, so this one is free.
        yield Section("backend", f"{name}:any", listen.origin("to"), tuple(lines))


def _servers(
    balancer: Balancer, listen: Listen, servers: tuple[Server, ...], spare: bool = False
) -> Iterator[Directive]:
    """Yield what holds for all servers of a section, then a line for each.

    spare: those that stand by elsewhere are the first to be asked here, and the others stand by.

    Source: HAProxy 2.6 configuration manual, 5.2: `fastinter`, `on-marked-down`, `on-marked-up`.
    """
    checked = listen.check != "none"
    if checked:
        yield Directive(
            (
                "default-server",
                *("inter", time(listen.every), "fastinter", time(min(listen.every, _HURRY))),
                *("fall", str(listen.fall), "rise", str(listen.rise)),
                *("on-marked-down", "shutdown-sessions"),
            ),
            listen.origin("check"),
        )
    single = checked and listen.use == "write" and any(server.backup for server in servers)
    for server in servers:
        address, port = _end(balancer, server)
        words = ["server", server.name, endpoint(address, port)]
        if checked:
            words.append("check")
        words += ("weight", str(server.weight))
        if server.maxconn:
            words += ("maxconn", str(server.maxconn))
        if is_name(address):
            # Not `libc`: it would hold up the start for each name that is not there yet.
            words += ("resolvers", resolvers(balancer), "init-addr", "none")
            words += ("resolve-prefer", "ipv4")
        if server.backup != spare:
            words.append("backup")
        elif single:
            # Else old sessions go on writing to the backup while new ones write here.
            words += ("on-marked-up", "shutdown-backup-sessions")
        yield Directive(tuple(words), server.target.origin("port"))


def asks_names(balancer: Balancer) -> bool:
    """Return whether any server of a balancer is reached by a name."""
    return any(
        is_name(_end(balancer, server)[0])
        for listen in balancer.listens
        for server in listen.servers
    )


def _end(balancer: Balancer, server: Server) -> tuple[str, int]:
    target = server.target
    if isinstance(target, External):
        return target.address, target.port
    return reach(balancer, target)


@lru_cache(maxsize=4096)
def is_name(address: str) -> bool:
    """Return whether an address is a name that someone has to look up."""
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return True
    return False
