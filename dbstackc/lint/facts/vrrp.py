"""Addresses that move, and those that are forwarded: what a keepalived.conf says."""

from dbstackc.base.record import record
from dbstackc.lint.facts.said import Fact, Said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class VrrpInstance(Fact):
    """A vrrp_instance.

    addresses: virtual ones, without prefix and device, in order. tracks: what it follows: scripts,
        interfaces, processes, files. peers: unicast ones; empty for multicast.
    auth: the password, as far as it stands there. settings that are not said are None. rest: whole
    lines that say something else.
    """

    state: Said | None = None
    interface: Said | None = None
    router_id: Said | None = None
    priority: Said | None = None
    advert: Said | None = None
    version: Said | None = None
    auth_kind: Said | None = None
    auth: Said | None = None
    nopreempt: Said | None = None
    own_address: Said | None = None
    addresses: tuple[Said, ...] = ()
    tracks: tuple[Said, ...] = ()
    peers: tuple[Said, ...] = ()
    rest: tuple[Said, ...] = ()


@record(frozen=True, slots=True, kw_only=True, eq=False)
class RealServer(Fact):
    """A real_server; name: address and port as they are written; check: what asks it, or None."""

    address: Said
    port: Said | None
    weight: Said | None = None
    check: Said | None = None


@record(frozen=True, slots=True, kw_only=True, eq=False)
class VirtualServer(Fact):
    """A virtual_server; name: address and port as they are written. kind: NAT, DR or TUN.

    sticky, every: seconds, how long a client keeps its server and how often servers are asked.
    """

    address: Said
    port: Said | None
    ends: tuple[RealServer, ...]
    kind: Said | None = None
    method: Said | None = None
    sticky: Said | None = None
    every: Said | None = None
    protocol: Said | None = None
