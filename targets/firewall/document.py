"""What a host lets in, before it is text."""

from dataclasses import dataclass
from ipaddress import ip_network

from dbstackc.base.span import Span
from dbstackc.model.thing import Host
from dbstackc.model.topology import Firewall


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Packets that are let in.

    protocol: tcp or udp, or the number of a protocol without ports. port: 0 where there is none.
    inner: the port that it leads to where Docker publishes it, else None.
    sources: addresses and networks, none of them within another.
    """

    protocol: str
    port: int
    inner: int | None
    sources: tuple[str, ...]
    why: str
    span: Span

    def of(self, version: int) -> tuple[str, ...]:
        """Return the sources of a version of IP."""
        return tuple(each for each in self.sources if ip_network(each).version == version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All that a host lets in, by the engine that reads it."""

    stack: str
    host: Host
    firewall: Firewall
    openings: tuple[Opening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NftablesFile(Rules):
    """One table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneFile(Rules):
    """A zone of firewalld: what the host itself is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFile(Rules):
    """A policy of firewalld: what is handed on to containers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What closes a host, and opens it again when its operators are shut out."""

    host: Host
    firewall: Firewall


Document = NftablesFile | ZoneFile | PolicyFile | Script
