"""The packets that hosts must let in, gathered by host, protocol and port."""

from collections.abc import Iterable

from dbstackc.base.record import record
from dbstackc.base.span import Span
from dbstackc.model.thing import Host, Placed
from dbstackc.model.topology import Topology, reach

ADMIN, CLIENTS = "admin", "clients"
"""What stands among sources for the networks of operators and of applications."""


@record(frozen=True, slots=True, kw_only=True)
class Flow:
    """Packets that a host must let in.

    protocol: tcp or udp, or a protocol without ports: vrrp, esp, ipip. port: of the host; 0 where
        there is none.
    sources: addresses, and ADMIN or CLIENTS, each once, in the order that they were asked for.
    inner: the port that it leads to, where Docker publishes it; else None.
    why: what listens there, in a few words; span: where that was said.
    """

    host: Host
    protocol: str
    port: int
    sources: tuple[str, ...]
    inner: int | None
    why: str
    span: Span


class Needs:
    """The needs so far, by host, protocol and port."""

    def __init__(self, topology: Topology) -> None:
        self.topology = topology
        self.found: dict[str, dict[tuple[str, int], Flow]] = {h.name: {} for h in topology.hosts}
        self.ssh = {host.name: each.ssh for each in topology.firewalls for host in each.hosts}

    def whole(self) -> dict[str, tuple[Flow, ...]]:
        """Return the needs of each host, by its name, in the order that they came up."""
        return {name: tuple(each.values()) for name, each in self.found.items()}

    def add(
        self,
        host: Host,
        protocol: str,
        port: int,
        sources: Iterable[str],
        why: str,
        span: Span,
        inner: int | None = None,
    ) -> None:
        """Take one need; what several ask for of one port is one need with all their sources."""
        asked = [source for source in sources if source != host.address]
        if not asked:
            return
        of_host = self.found[host.name]
        old = of_host.get((protocol, port))
        if old is not None:
            asked = [*old.sources, *asked]
            why, span, inner = old.why, old.span, old.inner
        of_host[(protocol, port)] = Flow(
            host=host,
            protocol=protocol,
            port=port,
            sources=tuple(dict.fromkeys(asked)),
            inner=inner,
            why=why,
            span=span,
        )

    def reached(self, client: Placed | Host | str, server: Placed, why: str) -> None:
        """Take what it needs that a client finds a server where `reach` says."""
        span = server.origin("port")
        if isinstance(client, str):
            port = server.listen if server.network is None else server.port
            if port is not None:
                self.add(server.host, "tcp", port, [client], why, span, _inner(server))
            return
        address, port = reach(client, server)
        if address == server.host.address:
            self.add(server.host, "tcp", port, [source_of(client)], why, span, _inner(server))


def source_of(client: Placed | Host) -> str:
    """Return the address that a host sees: Docker puts its own host's before a container's.

    A container on a macvlan is a machine of its own on the wire.

    Source: docker docs, "Packet filtering and firewalls" (masquerading), "Macvlan".
    """
    if isinstance(client, Host):
        return client.address
    if client.network is not None and client.network.driver == "macvlan" and client.address:
        return client.address
    return client.host.address


def _inner(server: Placed) -> int | None:
    return server.listen if server.network is not None else None
